//! A designer copies a layout and changes it: what the tool says of layouts, parameters and faces, right and wrong.

use super::desk::Desk;

/// A project with a layout of its own: a copy of the bundled one, with changes.
fn desk(change: impl Fn(&str) -> String) -> Desk {
    let own = |name: &str| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/layouts/initiative/");
        std::fs::read_to_string(format!("{folder}{name}")).expect("the layout is part of the project")
    };
    let manifest = own("layout.toml").replace("name = \"initiative\"", "name = \"house\"");
    Desk::empty()
        .with("diben.toml", "[layout]\nname = \"house\"\n")
        .with("source/某.md", "# 某办法\n\n第一条　为了某事。\n")
        .with("layouts/house/layout.toml", change(&manifest))
        .with("layouts/house/layout.typ", change(&own("layout.typ")))
}

#[test]
fn a_layout_of_the_project_is_listed_and_used() {
    let desk = desk(str::to_owned);
    let list = desk.stdout("layouts");
    assert!(list.contains("house") && list.contains("（项目自己的）") && list.contains("initiative"), "{list}");
    assert!(desk.stdout("layouts house").contains("148 × 210 mm，28 字 × 27 行"));
    let rows: serde_json::Value = serde_json::from_str(&desk.stdout("layouts house --format json")).expect("JSON");
    assert_eq!(rows[0]["parameters"][0]["name"], "paper");
    assert!(desk.diben("build --to pdf").contains("= 0"));
}

#[test]
fn a_fault_in_the_code_of_a_layout() {
    let desk = desk(|it| it.replace("gap, body) = {", "gap, body) = { lime(1);"));
    let said = desk.diben("build --to pdf");
    assert!(said.contains("source/某.md：layouts/house/layout.typ:"), "{said}");
    assert!(said.contains("应当是 function，却是 color"), "{said}");
    assert!(!desk.path("out").exists());
}

#[test]
fn a_manifest_that_is_wrong() {
    let said = |from: &'static str, to: &'static str| desk(move |it| it.replace(from, to)).diben("build --to pdf");
    insta::assert_snapshot!(said("default = \"A5\"", "default = \"A6\""), @"
    ~ stderr ~
    错误：source/某.md：版式文件 layouts/house/layout.toml 有误：参数 paper 的默认值 A6 不合它的类型：可以写：A5, 大32开, A4
    1 份文件：1 处没能完成
    = 2
    ");
    insta::assert_snapshot!(said("[paper.A4]", "[paper.A3]"), @"
    ~ stderr ~
    错误：source/某.md：版式文件 layouts/house/layout.toml 有误：参数 paper 可以是 A4，却没有 [paper.A4]
    1 份文件：1 处没能完成
    = 2
    ");
    insta::assert_snapshot!(said("top = \"22mm\"", "top = \"22\""), @"
    ~ stderr ~
    错误：source/某.md：版式文件 layouts/house/layout.toml 有误：[paper.A5] 里的“22”不是长度；写数和单位，如 22mm、10.5pt
    1 份文件：1 处没能完成
    = 2
    ");
    let colour = said("ground = \"#12304a\"", "ground = \"blue\"");
    assert!(colour.contains("[cover] 的 ground 是“blue”，不是颜色；写成 #12304a 这样"), "{colour}");
    insta::assert_snapshot!(said("roles = [", "rolls = ["), @"
    ~ stderr ~
    错误：source/某.md：layouts/house/layout.toml:4:1 读不通：没有 rolls 这个键；这里的键有：name、title、roles、apparatus、inks、half-width、words、parameters、search、paper、cover
    1 份文件：1 处没能完成
    = 2
    ");
    insta::assert_snapshot!(said("default = \"A5\"", "default = 5"), @"
    ~ stderr ~
    错误：source/某.md：layouts/house/layout.toml:11:11 读不通：应当是引号里的文字，写的是整数
    1 份文件：1 处没能完成
    = 2
    ");
    insta::assert_snapshot!(said("[search.opening]", "[parameters.gutter]\ntype = \"length\"\ndefault = \"3mm\"\nzh = \"\"\nen = \"\"\n\n[search.opening]"), @"
    ~ stderr ~
    错误：source/某.md：版式的 layout.typ 里，book 没有接 gutter 这个参数
      办法：版式文件有错，改了再做。
    1 份文件：1 处没能完成
    = 2
    ");
    insta::assert_snapshot!(said("#let article(", "#let artcle("), @"
    ~ stderr ~
    错误：source/某.md：版式的 layout.typ 缺函数 article
      办法：版式文件有错，改了再做。
    1 份文件：1 处没能完成
    = 2
    ");
    insta::assert_snapshot!(said("name = \"house\"", "name = \"home\""), @"
    ~ stderr ~
    错误：source/某.md：版式文件 layouts/house/layout.toml 里的名字 home 不是文件夹的名字
    1 份文件：1 处没能完成
    = 2
    ");
}

#[test]
fn a_manifest_without_its_other_files() {
    let desk = desk(str::to_owned);
    std::fs::remove_file(desk.path("layouts/house/layout.typ")).expect("it was there");
    insta::assert_snapshot!(desk.diben("build --to pdf"), @"
    ~ stderr ~
    错误：source/某.md：版式 house 缺文件 layouts/house/layout.typ
      办法：从相近的版式抄一份来改。
    1 份文件：1 处没能完成
    = 2
    ");
}

#[test]
fn a_role_that_nothing_serves_and_one_that_another_serves() {
    let with = |role: &'static str| desk(move |it| it.replace("roles = [", &format!("roles = [\"{role}\", ")));
    let desk = with("weibei")
        .with("fonts/fonts.toml", "[role.weibei]\nzh = \"魏碑\"\nfamilies = [\"STXinwei\", \"华文新魏\"]\n");
    insta::assert_snapshot!(desk.diben("build --to pdf"), @"
    ~ stderr ~
    错误：source/某.md：没有可用的魏碑字体（角色 weibei）；找过：STXinwei、华文新魏
      办法：装上其中一种，放进项目的 fonts/；字体名不同的，写进 fonts/fonts.toml 的 [role.weibei]。已装在系统里的，加 --system-fonts。
    1 份文件：1 处没能完成
    = 2
    ");
    let desk = with("fangsong");
    let said = desk.diben("build --to pdf");
    assert!(said.contains("提醒[layout/substitute-font]：没有仿宋字体，用 Noto Serif SC 代替"), "{said}");
    assert!(said.contains("= 0") && desk.path("out/某.pdf").exists(), "{said}");
    std::fs::remove_file(desk.path("out/某.pdf")).expect("it was there");
    let said = desk.diben("build --to pdf --strict-fonts");
    assert!(said.contains("没有可用的仿宋字体") && said.contains("= 2"), "{said}");
    assert!(!desk.path("out/某.pdf").exists());
}

#[test]
fn a_layout_that_nobody_knows() {
    insta::assert_snapshot!(Desk::empty().diben("layouts inititive"), @"
    ~ stderr ~
    错误：没有叫 inititive 的版式
      办法：是否指 initiative？可用的有：gongwen, initiative, law, plain。
    = 2
    ");
}

#[test]
fn the_roles_of_faces() {
    let desk = Desk::empty();
    let said = desk.stdout("fonts");
    assert!(said.contains("fangsong 仿宋    Noto Serif SC（随附），以宋体代替"), "{said}");
    let rows: serde_json::Value = serde_json::from_str(&desk.stdout("fonts --format json")).expect("JSON");
    let kaiti = rows.as_array().and_then(|it| it.iter().find(|it| it["role"] == "kaiti")).expect("a role");
    assert_eq!(kaiti["found"], "Publishing Kai SC");
    assert_eq!(kaiti["origin"], "bundled");
}

/// The sample of `plain` has everything that Markdown can say.
#[test]
fn every_layout_sets_everything() {
    let desk = Desk::empty();
    let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/plain");
    let text = std::fs::read_to_string(samples.join("source.md")).expect("the sample is there");
    desk.write("diben.toml", "");
    let list: serde_json::Value = serde_json::from_str(&desk.stdout("layouts --format json")).expect("JSON");
    let names: Vec<&str> = list.as_array().expect("a list").iter().filter_map(|it| it["name"].as_str()).collect();
    assert!(names.contains(&"plain") && names.contains(&"initiative"), "{names:?}");
    for name in names {
        desk.write(&format!("source/{name}.md"), text.replace("layout: plain", &format!("layout: {name}")));
        for picture in ["flow.svg", "icon.png", "photo.jpg", "small.png"] {
            desk.write(&format!("source/{picture}"), std::fs::read(samples.join(picture)).expect("it is there"));
        }
        let said = desk.diben(&format!("build source/{name}.md"));
        assert!(said.contains("= 0") && said.contains(&format!("写成 out/{name}.epub")), "{name}: {said}");
    }
}

#[test]
fn a_kind_of_apparatus_that_nobody_knows() {
    let desk = desk(|it| it.replace("\"folio\", \"close\"", "\"foliio\", \"close\""));
    insta::assert_snapshot!(desk.diben("build --to pdf"), @"
    ~ stderr ~
    错误：source/某.md：layouts/house/layout.toml 的 apparatus 里没有 foliio 这一种
      办法：是否指 folio？
    1 份文件：1 处没能完成
    = 2
    ");
}

/// A copy of the layout of laws whose words are others is proven by its own words; a picture that opens a page is no fault.
#[test]
fn words_of_ones_own() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut desk = Desk::empty().with("diben.toml", "layout = \"laws\"\n");
    for name in ["layout.toml", "layout.typ", "head.typ", "opening.typ"] {
        let text = std::fs::read_to_string(folder.join("layouts/law").join(name)).expect("part of the project");
        let text =
            text.replace("name = \"law\"", "name = \"laws\"").replace("contents = \"目录\"", "contents = \"目次\"");
        desk = desk.with(&format!("layouts/laws/{name}"), text.replace("to = \"至\"", "to = \"～\""));
    }
    let text = std::fs::read_to_string(folder.join("tests/golden/law/source.md")).expect("the sample is there");
    let picture = std::fs::read(folder.join("tests/golden/plain/photo.jpg")).expect("it is there");
    let text = text.replace("name: law", "name: laws").replacen(
        "\n第七条",
        "\n![灯塔](塔.jpg)\n\n![灯塔](塔.jpg)\n\n第七条",
        1,
    );
    let said = desk.with("source/塔.jpg", picture).with("source/某.md", text).diben("build --to pdf");
    assert!(said.contains("= 0"), "{said}");
}

/// Notes of enactment that leave no room for the text on the first page: the page holds the title alone and has no folio.
#[test]
fn a_title_that_fills_its_page() {
    let note = "3月1日　某某市第十届人民代表大会常务委员会第一次会议通过，某某省第十届人民代表大会常务委员会第二次会议批准的《关于修改部分条例的决定》修正";
    let notes: String = (2010..2014).map(|year| format!("{year}年{note}\n\n")).collect();
    let article = "为了保护历史灯塔，便利船舶航行，制定本办法。".repeat(4);
    let text = format!(
        "# 某某市历史灯塔和航标保护管理办法\n\n{notes}<!-- INFO END -->\n\n第一条　{article}\n\n第二条　{article}\n"
    );
    let said = Desk::empty().with("某.md", text).diben("build 某.md --to pdf --out 成品");
    assert!(said.contains("= 0"), "{said}");
}
