//! A PDF imported whole: what the pages of printed laws have besides articles, and PDFs that can't be read.

use diben::import::pdf::{ToldKind, pdf};
use diben::import::{Imported, Kind, Order, import};

use crate::verify::set;

fn imported(bytes: &[u8]) -> Imported {
    let reading = pdf(bytes).unwrap_or_else(|it| panic!("{it}"));
    import(&reading.raw, Order::Restored, None).unwrap_or_else(|it| panic!("{it}"))
}

/// Sets a page without tags: what its reader knows is where things stand.
fn printed(head: &str, body: &str) -> Vec<u8> {
    let set = "#set text(font: \"Noto Serif SC\", lang: \"zh\", size: 10pt, fallback: false)\n\
        #set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 0.8em, spacing: 0.8em)\n\
        #let middle(size, it) = align(center, par(first-line-indent: 0em, text(size: size, it)))\n";
    set::compile(format!("{set}{head}\n{body}\n"), false)
}

const PAGE: &str = "#set page(width: 110mm, height: 90mm, margin: 15mm, footer: context align(center, [— #counter(page).display() —]))";

const ARTICLES: &str = "\
#par[第一条　为了保护历史灯塔，传承航海文化，保障航行安全，根据有关法律，结合本地实际，制定本条例。]\n\
#par[第二条　本条例所称历史灯塔，是指建成五十年以上并且具有历史、艺术、科学价值的灯塔、灯桩和附属建筑。]\n\
#par[沿海各级人民政府应当将历史灯塔的保护经费列入本级财政预算，并且随着财政收入的增长逐步增加。]\n\
#par[第三条　历史灯塔的保护应当贯彻保护为主、抢救第一、合理利用、加强管理的方针，任何单位和个人都有保护的义务。]\n\
#par[第四条　有下列情形之一的，应当立即报告：]\n\
#par[（一）灯塔受到自然灾害或者人为破坏，可能危及航行安全和附近居民的；]\n\
#par[（二）其他紧急情况。]\n\
#par[第五条　本条例自公布之日起施行。]\n";

const WANTED: &str = "\
第一条　为了保护历史灯塔，传承航海文化，保障航行安全，根据有关法律，结合本地实际，制定本条例。\n\n\
第二条　本条例所称历史灯塔，是指建成五十年以上并且具有历史、艺术、科学价值的灯塔、灯桩和附属建筑。\n\n\
沿海各级人民政府应当将历史灯塔的保护经费列入本级财政预算，并且随着财政收入的增长逐步增加。\n\n\
第三条　历史灯塔的保护应当贯彻保护为主、抢救第一、合理利用、加强管理的方针，任何单位和个人都有保护的义务。\n\n\
第四条　有下列情形之一的，应当立即报告：\n\n\
（一）灯塔受到自然灾害或者人为破坏，可能危及航行安全和附近居民的；\n\n\
（二）其他紧急情况。\n\n\
第五条　本条例自公布之日起施行。\n";

#[test]
fn titles_and_notes_of_several_lines_set_in_the_middle() {
    let body = format!(
        "#middle(16pt)[滨海市人民代表大会常务委员会关于保护历史灯塔和附属建筑的决定]\n\
         #middle(10pt)[（2019年3月29日滨海市第十三届人民代表大会常务委员会第十一次会议通过　2021年9月29日修正）]\n{ARTICLES}"
    );
    let done = imported(&printed(PAGE, &body));
    let head = "# 滨海市人民代表大会常务委员会关于保护历史灯塔和附属建筑的决定\n\n\
        （2019年3月29日滨海市第十三届人民代表大会常务委员会第十一次会议通过　2021年9月29日修正）\n\n";
    assert_eq!(done.text, format!("{head}{WANTED}"));
}

#[test]
fn lines_in_the_middle_that_end_early_are_paragraphs() {
    let body = format!(
        "#middle(16pt)[滨海市历史灯塔保护条例]\n#middle(10pt)[2019年3月29日市人大常委会通过]\n\
         #middle(10pt)[根据2021年9月29日市人大常委会《关于修改部分法规的决定》修正]\n{ARTICLES}"
    );
    let done = imported(&printed(PAGE, &body));
    let head = "# 滨海市历史灯塔保护条例\n\n2019年3月29日市人大常委会通过\n\n\
        根据2021年9月29日市人大常委会《关于修改部分法规的决定》修正\n\n";
    assert_eq!(done.text, format!("{head}{WANTED}"));
}

#[test]
fn cover_and_contents_are_no_text() {
    let dots = "#box(width: 1fr, repeat[.])";
    let body = format!(
        "#v(20mm)#middle(20pt)[历史灯塔保护条例]\n#middle(12pt)[滨海市司法局编]\n#pagebreak()\n\
         #middle(13pt)[目　录]\n#par[第一章　总则 {dots} 3]\n#par[第二章　附则 {dots} 4]\n#pagebreak()\n\
         #middle(16pt)[历史灯塔保护条例]\n#middle(12pt)[第一章　总　则]\n{ARTICLES}#middle(12pt)[第二章　附　则]\n\
         #par[第六条　本条例由市交通局解释。]"
    );
    let bytes = printed(PAGE, &body);
    let done = imported(&bytes);
    assert_eq!(
        done.text,
        format!("# 历史灯塔保护条例\n\n## 第一章 总则\n\n{WANTED}\n## 第二章 附则\n\n第六条　本条例由市交通局解释。\n")
    );
    let told = pdf(&bytes).expect("read above").told;
    assert_eq!(told.iter().filter(|it| it.kind == ToldKind::Cover).count(), 2);
    assert!(told.iter().filter(|it| it.kind == ToldKind::Contents).count() >= 3, "heading and entries");
}

#[test]
fn a_note_goes_behind_the_text_and_its_paragraph_stays_whole() {
    let body = ARTICLES.replace("合理利用、", "合理利用#footnote[合理利用包括开放参观。]、");
    let done = imported(&printed(&PAGE.replace("90mm", "60mm"), &format!("#middle(16pt)[灯塔条例]\n{body}")));
    let text = WANTED.replace("合理利用、", "合理利用[^1]、");
    assert_eq!(done.text, format!("# 灯塔条例\n\n{text}\n[^1]: 合理利用包括开放参观。\n"));
    assert!(done.repairs.iter().any(|it| it.kind == Kind::Order && it.what.en.contains("foot of its page")));
}

#[test]
fn a_paper_of_an_organ_has_its_own_title() {
    let body = format!(
        "#middle(20pt)[滨海市人民政府文件]\n#middle(10pt)[滨政发〔2021〕15号]\n#middle(14pt)[滨海市历史灯塔保护规定]\n{ARTICLES}"
    );
    let done = imported(&printed(PAGE, &body));
    assert!(done.text.contains("\n# 滨海市历史灯塔保护规定\n"), "{}", done.text);
    assert!(done.text.starts_with("滨海市人民政府文件\n\n滨政发〔2021〕15号\n\n"), "{}", done.text);
}

#[test]
fn tables_come_as_tables() {
    let table = "#table(columns: 3, [级别], [建成年代], [补助], [国家级], [1912年以前], [1200|1500], [省级], [1949年以前], [900])";
    let done = imported(&printed(PAGE, &format!("#middle(16pt)[灯塔条例]\n{ARTICLES}{table}")));
    let rows = "| 级别 | 建成年代 | 补助 |\n| --- | --- | --- |\n| 国家级 | 1912年以前 | 1200\\|1500 |\n| 省级 | 1949年以前 | 900 |\n";
    assert!(done.text.ends_with(&format!("\n\n{rows}")), "{}", done.text);
}

#[test]
fn paragraphs_without_indents_are_told_by_their_distance() {
    let head = format!("{PAGE}\n#set par(first-line-indent: 0em, spacing: 1.4em)");
    let done = imported(&printed(&head, &format!("#middle(16pt)[灯塔条例]\n{ARTICLES}")));
    assert_eq!(done.text, format!("# 灯塔条例\n\n{WANTED}"));
}

#[test]
fn bold_by_striking_twice_is_one_text() {
    let body =
        "#place(dx: 10mm, dy: 10mm)[#\"第一条　灯塔受保护。\"]#place(dx: 10.1mm, dy: 10mm)[#\"第一条　灯塔受保护。\"]";
    assert_eq!(imported(&printed(PAGE, body)).text, "第一条　灯塔受保护。\n");
}

#[test]
fn a_file_that_breaks_off_is_told() {
    let whole = printed(PAGE, ARTICLES);
    let told = |bytes: &[u8]| pdf(bytes).map(|it| it.told.iter().any(|it| it.kind == ToldKind::Incomplete));
    assert_eq!(told(&whole), Ok(false));
    // What is left may be read or not, but never without a word.
    for percent in [30, 60, 80, 95, 99] {
        assert!(matches!(told(&whole[..whole.len() * percent / 100]), Ok(true) | Err(_)), "{percent}");
    }
}

#[test]
fn a_file_with_a_password_is_told() {
    let mut file = lopdf::Document::load_mem(&printed(PAGE, ARTICLES)).expect("a PDF");
    let id = lopdf::Object::string_literal("0123456789abcdef");
    file.trailer.set("ID", vec![id.clone(), id]);
    let version = lopdf::EncryptionVersion::V2 {
        document: &file,
        owner_password: "owner",
        user_password: "secret",
        key_length: 128,
        permissions: lopdf::Permissions::all(),
    };
    let state = lopdf::EncryptionState::try_from(version).expect("a key");
    file.encrypt(&state).expect("encrypted");
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("written");
    let error = pdf(&bytes).expect_err("no password");
    assert!(error.message.zh.contains("加了密") && error.hint.is_some_and(|it| it.en.contains("qpdf")));
}

#[test]
fn fonts_without_unicode_are_told() {
    let mut file = lopdf::Document::load_mem(&printed(PAGE, ARTICLES)).expect("a PDF");
    for object in file.objects.values_mut() {
        if let Ok(font) = object.as_dict_mut() {
            font.remove(b"ToUnicode");
        }
    }
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("written");
    let error = pdf(&bytes).expect_err("nothing says what the glyphs are");
    assert!(
        error.message.en.contains("ToUnicode") && error.hint.is_some_and(|it| it.en.contains("OCR")),
        "{}",
        error.message.en
    );
}

#[test]
fn a_scan_is_told() {
    let picture = "#set page(width: 50mm, height: 50mm, margin: 0mm)\n#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>\"), width: 50mm)";
    let mut file = lopdf::Document::load_mem(&set::compile(picture.to_owned(), false)).expect("a PDF");
    // A picture of grey points over the whole page.
    let point = lopdf::Stream::new(
        lopdf::dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 40, "Height" => 40, "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8 },
        vec![0x80; 1600],
    );
    let point = file.add_object(point);
    let (_, page) = file.get_pages().into_iter().next().expect("a page");
    let content = file.add_object(lopdf::Stream::new(lopdf::dictionary! {}, b"q 142 0 0 142 0 0 cm /P Do Q".to_vec()));
    let dict = file.get_object_mut(page).and_then(lopdf::Object::as_dict_mut).expect("a page");
    dict.set("Contents", content);
    dict.set("Resources", lopdf::dictionary! { "XObject" => lopdf::dictionary! { "P" => point } });
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("written");
    let error = pdf(&bytes).expect_err("a picture");
    assert!(
        error.message.zh.contains("扫描件") && error.hint.is_some_and(|it| it.zh.contains("OCR")),
        "{}",
        error.message.zh
    );
}

#[test]
fn a_framed_table_keeps_its_cells_empty_ones_and_long_ones() {
    let table = "#set par(first-line-indent: 0em)\n#table(columns: (12mm, 18mm, 30mm), inset: 1mm, [级别], [年代], [说明],\
        [国家], [], [建成于一九一二年以前并且保存完好的], [省级], [不限], [])";
    let done = imported(&printed(PAGE, &format!("#middle(16pt)[灯塔条例]\n{ARTICLES}{table}")));
    let rows = "| 级别 | 年代 | 说明 |\n| --- | --- | --- |\n| 国家 | | 建成于一九一二年以前并且保存完好的 |\n| 省级 | 不限 | |\n";
    assert!(done.text.ends_with(&format!("\n\n{rows}")), "{}", done.text);
}

#[test]
fn a_table_without_lines_keeps_the_places_of_its_cells() {
    let table = "#set par(first-line-indent: 0em)\n#table(columns: 3, stroke: none, [级别], [建成年代], [补助金额], [国家级], [1912年以前], [1200], [省级], [], [900])";
    let done = imported(&printed(PAGE, &format!("#middle(16pt)[灯塔条例]\n{ARTICLES}{table}")));
    let rows =
        "| 级别 | 建成年代 | 补助金额 |\n| --- | --- | --- |\n| 国家级 | 1912年以前 | 1200 |\n| 省级 | | 900 |\n";
    assert!(done.text.ends_with(&format!("\n\n{rows}")), "{}", done.text);
}

#[test]
fn headings_are_told_by_their_look() {
    let body = format!(
        "#middle(16pt)[滨海市历史灯塔保护条例]\n#middle(12pt)[序　言]\n#par[滨海市的灯塔照亮了几代人的归航。]\n#middle(12pt)[一、总则]\n{ARTICLES}"
    );
    let done = imported(&printed(PAGE, &body));
    let head = "# 滨海市历史灯塔保护条例\n\n## 序言\n\n滨海市的灯塔照亮了几代人的归航。\n\n## 一、总则\n\n";
    assert_eq!(done.text, format!("{head}{WANTED}"));
}

#[test]
fn an_address_that_the_page_does_not_say_is_told() {
    let body = format!(
        "{ARTICLES}#par[见#link(\"https://example.org/a\")[公报]和#link(\"https://example.org/b\")[example.org/b]。]"
    );
    let told = pdf(&printed(PAGE, &body)).expect("a PDF").told;
    let addresses: Vec<&str> =
        told.iter().filter(|it| it.kind == ToldKind::Annotation).map(|it| it.text.as_str()).collect();
    assert_eq!(addresses, ["https://example.org/a"]);
}

#[test]
fn a_title_may_end_in_a_number_of_its_own() {
    let body = format!(
        "#middle(16pt)[最高法院关于适用灯塔保护条例若干问题的解释#linebreak()（一）]\n{ARTICLES}#middle(12pt)[滨海市人民代表大会常务委员会关于增加《滨海市历史灯塔保护条例》附件一所列灯塔、灯桩和附属建筑名录的决定]\n#par[第六条　名录由市交通局公布。]"
    );
    let done = imported(&printed(PAGE, &body));
    let head = "# 最高法院关于适用灯塔保护条例若干问题的解释（一）\n\n";
    let tail = "\n## 滨海市人民代表大会常务委员会关于增加《滨海市历史灯塔保护条例》附件一所列灯塔、灯桩和附属建筑名录的决定\n\n第六条　名录由市交通局公布。\n";
    assert_eq!(done.text, format!("{head}{WANTED}{tail}"));
}

#[test]
fn a_stamp_across_pages_is_no_text_and_a_page_on_its_side_is() {
    let stamp = PAGE.replace("footer:", "background: rotate(30deg, text(size: 20pt, [内部资料])), footer:");
    let done = imported(&printed(&stamp, &format!("#middle(16pt)[灯塔条例]\n{ARTICLES}")));
    assert_eq!(done.text, format!("# 灯塔条例\n\n{WANTED}"));
    let side = "#rotate(90deg, reflow: true)[第一条　灯塔受保护。]\n#pagebreak()\n#rotate(90deg, reflow: true)[第一条　灯塔受保护。]";
    let reading = pdf(&printed(PAGE, side)).expect("a PDF");
    assert_eq!(reading.raw.text.matches("灯塔受保护").count(), 2);
    assert!(reading.told.iter().all(|it| it.kind != ToldKind::Watermark), "{:?}", reading.told);
    assert_eq!(reading.told.iter().filter(|it| it.kind == ToldKind::Turned).count(), 2);
}

#[test]
fn words_parted_by_hyphens_are_whole_and_accounted_for() {
    let body = "#set text(lang: \"en\", hyphenate: true)\n#set par(first-line-indent: 0em)\n\
        #par[Members shall acknowledge unmistakable responsibilities, interconnections and well-known environmental considerations notwithstanding administrative inconveniences. A well-known consideration prevails.]";
    let bytes = printed("#set page(width: 60mm, height: 120mm, margin: 10mm)", body);
    let told = pdf(&bytes).expect("a PDF").told;
    assert!(told.iter().any(|it| it.kind == ToldKind::Hyphen));
    assert_eq!(
        imported(&bytes).text,
        "Members shall acknowledge unmistakable responsibilities, interconnections and well-known environmental considerations notwithstanding administrative inconveniences. A well-known consideration prevails.\n"
    );
}

/// A page of text with a picture drawn over all of it.
fn pictured(bytes: &[u8]) -> Vec<u8> {
    let mut file = lopdf::Document::load_mem(bytes).expect("a PDF");
    let picture = lopdf::Stream::new(
        lopdf::dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 40, "Height" => 40, "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8 },
        vec![0x80; 1600],
    );
    let picture = file.add_object(picture);
    let (_, page) = file.get_pages().into_iter().next().expect("a page");
    file.add_xobject(page, "Scan", picture).expect("resources");
    let mut content = file.get_page_content(page);
    content.extend_from_slice(b"\nq 400 0 0 400 0 0 cm /Scan Do Q");
    file.change_page_content(page, content).expect("content");
    let mut out = Vec::new();
    file.save_to(&mut out).expect("written");
    out
}

#[test]
fn text_under_a_picture_is_the_layer_of_a_scan() {
    let reading = pdf(&pictured(&printed(PAGE, ARTICLES))).expect("it has a layer of text");
    let layers: Vec<usize> = reading.told.iter().filter(|it| it.kind == ToldKind::OcrLayer).map(|it| it.page).collect();
    assert_eq!(layers, [1]);
    assert!(reading.raw.text.contains("第一条"));
}

#[test]
fn pages_are_named_where_they_are_empty() {
    let body = format!("{ARTICLES}#pagebreak()\n#rect()\n#pagebreak()\n#rect()");
    let bytes = printed("#set page(width: 110mm, height: 200mm, margin: 15mm)", &body);
    let reading = pdf(&bytes).expect("a PDF");
    let done = import(&reading.raw, Order::Restored, None).expect("the account balances");
    let pages: Vec<usize> = done
        .repairs
        .iter()
        .filter(|it| it.kind == Kind::Page)
        .map(|it| 1 + reading.raw.text[..it.at].matches('\u{C}').count())
        .collect();
    assert_eq!(pages, [2, 3]);
    assert!(done.repairs.iter().filter(|it| it.kind == Kind::Page).all(|it| it.why.is_none()));
}

#[test]
fn annexes_and_rows_at_the_edges_of_pages_are_text() {
    let items = (1..=60).map(|it| format!("#par[{it}.灯塔编号为{it}的灯塔；]")).collect::<Vec<_>>().join("\n");
    let body = format!(
        "#middle(16pt)[灯塔名录]\n#par[下列灯塔受保护：]\n{items}\n#pagebreak()\n#middle(12pt)[附件1]\n#middle(12pt)[养护标准]\n#par[灯塔应当每年养护。]\n\
         #pagebreak()\n#middle(12pt)[附件2]\n#middle(12pt)[登记说明]\n#par[灯塔应当登记。]"
    );
    let done = imported(&printed(PAGE, &body));
    for it in 1..=60 {
        assert!(done.text.contains(&format!("灯塔编号为{it}的灯塔；")), "{it}: {}", done.text);
    }
    for words in ["附件1", "养护标准", "附件2", "登记说明"] {
        assert!(done.text.contains(words), "{words}: {}", done.text);
    }
}
