//! Import as a function: a raw text in, a canonical text out, and the account that balances whatever comes in.

#[path = "import/documents.rs"]
mod documents;
#[path = "import/html.rs"]
mod html;
#[cfg(feature = "publish")]
mod pages;
#[cfg(feature = "publish")]
mod pdf;

use diben::import::raw::Form;
use diben::import::{Fate, Imported, Kind, Order, Sure, audit, import, read, recognised};
use diben::markdown::canonical;
use proptest::prelude::*;

fn imported(raw: &str) -> Imported {
    import(&read(raw.to_owned(), Form::Text), Order::Restored, None).expect("the account balances")
}

fn as_form(raw: &str, form: Form) -> String {
    import(&read(raw.to_owned(), form), Order::Restored, None).expect("the account balances").text
}

const WRAPPED: &str = "\
某市数字贸易促进条例
（2024年5月30日某市第十六届人民代表大会常
务委员会第十四次会议通过）
第一章
总则
第一条 为了促进数字贸易发展，根据有关法律、
法规，结合本市实际，制定本条例，以利于各方遵
守执行。
第二条 本市行政区域内的数字贸易活动，适用本
条例，并且遵守国家规定。
— 1 —
某市数字贸易促进条例
第四条 市人民政府应当采取下列措施，促进数字
贸易的发展：
（一）加强数字基础设施的建设和有关标准的制定
工作；（二）培育市场主体；
（三）其他措施。
第五条 本条例自２０２５年１月１日起施⾏。
第三条 市商务部门负责本市数字贸易促进工作，
组织实施本条例的规定。
— 2 —
";

#[test]
fn a_torn_out_text_becomes_a_source() {
    let done = imported(WRAPPED);
    assert_eq!(
        done.text,
        "\
# 某市数字贸易促进条例

（2024年5月30日某市第十六届人民代表大会常务委员会第十四次会议通过）

## 第一章 总则

第一条　为了促进数字贸易发展，根据有关法律、法规，结合本市实际，制定本条例，以利于各方遵守执行。

第二条　本市行政区域内的数字贸易活动，适用本条例，并且遵守国家规定。

第三条　市商务部门负责本市数字贸易促进工作，组织实施本条例的规定。

第四条　市人民政府应当采取下列措施，促进数字贸易的发展：

（一）加强数字基础设施的建设和有关标准的制定工作；

（二）培育市场主体；

（三）其他措施。

第五条　本条例自2025年1月1日起施行。
"
    );
    let kinds = |kind: Kind| done.repairs.iter().filter(|it| it.kind == kind).count();
    assert_eq!((kinds(Kind::Order), kinds(Kind::Noise), kinds(Kind::Split), kinds(Kind::Radical)), (1, 3, 1, 1));
    let moved = done.repairs.iter().find(|it| it.kind == Kind::Order).expect("one move");
    assert_eq!((moved.sure, moved.what.en.contains("第三条")), (Sure::Certain, true));
}

#[test]
fn order_is_left_where_it_is_asked() {
    let raw = read(WRAPPED.to_owned(), Form::Text);
    let done = import(&raw, Order::Kept, None).expect("the account balances");
    assert!(
        done.text.ends_with("第三条　市商务部门负责本市数字贸易促进工作，组织实施本条例的规定。\n"),
        "{}",
        done.text
    );
}

#[test]
fn a_list_within_a_paragraph_is_the_authors() {
    let raw = "某某倡议\n一、我们倡导：（一）开放；（二）合作。\n二、我们呼吁：\n（一）交流；（二）互鉴。\n";
    assert_eq!(
        imported(raw).text,
        "# 某某倡议\n\n一、我们倡导：（一）开放；（二）合作。\n\n二、我们呼吁：\n\n（一）交流；\n\n（二）互鉴。\n"
    );
}

#[test]
fn a_number_that_is_nowhere_is_not_invented() {
    let text = imported("某法\n第一条 甲。\n第三条 丙。\n").text;
    assert_eq!(text, "# 某法\n\n第一条　甲。\n\n第三条　丙。\n");
}

#[test]
fn numbers_in_pieces_are_one() {
    let text = imported("某法\n第一条 甲：\n（ 一）子；\n（二 ）丑。\n第 二 条 自2 024年起施行。\n").text;
    assert_eq!(text, "# 某法\n\n第一条　甲：\n\n（一）子；\n\n（二）丑。\n\n第二条　自2024年起施行。\n");
}

#[test]
fn a_file_that_is_one_line_takes_no_longer() {
    let law: String = (1..4000).map(|it| format!("第{it}条 为了１２某事⼈，制定：（一）甲；（二）乙。")).collect();
    let begin = std::time::Instant::now();
    let done = imported(&format!("某法\n{law}"));
    let source = diben::text::Source::new("", format!("某法\n{law}"));
    let columns: usize = done.repairs.iter().map(|it| source.place(it.at).column).sum();
    assert!(columns > 1_000_000 && done.text.matches("\n\n第").count() == 3999, "{}", done.text.len());
    assert!(begin.elapsed().as_secs() < 20);
}

#[test]
fn punctuation_is_the_authors() {
    assert_eq!(imported("某法\n第一条 甲,乙;丙(丁).\n").text, "# 某法\n\n第一条　甲,乙;丙(丁).\n");
}

#[test]
fn forms_are_recognised() {
    assert_eq!(recognised("<!DOCTYPE html><p>第一条"), Form::Html);
    assert_eq!(recognised("# 某法\n\n第一条"), Form::Markdown);
    assert_eq!(recognised("第一条\n第 1 页 共 2 页\n第二条\n第 2 页 共 2 页\n"), Form::PdfText);
    assert_eq!(recognised("第一条 甲。\n"), Form::Text);
    assert_eq!(recognised("\u{FEFF}<TABLE><tr><td>第一条"), Form::Html);
    assert_eq!(recognised("\u{FEFF}---\r\ntitle: 某法\r\n---\r\n第一条\r\n"), Form::Markdown);
}

#[test]
fn a_page_of_a_site() {
    let page = "<html><head><title>某法 - 某网</title></head><body><nav>首页 &gt; 法规</nav><h1>某法</h1>\n\
        <p>&emsp;&emsp;第一条&#12288;为了某事，\n制定本法。</p><p>第二条 下列事项：<br/>（一）甲&lt;乙；<br/>（二）丙。</p></body></html>";
    assert_eq!(
        as_form(page, Form::Html),
        "# 某法\n\n第一条　为了某事，制定本法。\n\n第二条　下列事项：\n\n（一）甲<乙；\n\n（二）丙。\n"
    );
}

#[test]
fn another_dialect_of_markdown() {
    let text = "---\ntitle: 某法\n---\n\n# 某法 #\n\n## 第一章 总则\n\n**第一条** 为了某事，\n制定本法。\n\n> 第二条 本法自2024\\-5起施行，\\*除外。\n";
    assert_eq!(
        as_form(text, Form::Markdown),
        "# 某法\n\n## 第一章 总则\n\n第一条　为了某事，制定本法。\n\n第二条　本法自2024-5起施行，\\*除外。\n"
    );
}

#[test]
fn front_matter_that_goes_is_told() {
    let raw =
        read("\u{FEFF}---\ntitle: 某法\nsidebar: auto\n---\n\n# 某法\n\n第一条 甲。\n".to_owned(), Form::Markdown);
    let done = import(&raw, Order::Restored, None).expect("the account balances");
    let told: Vec<_> = done.repairs.iter().map(|it| (it.at, it.what.en.as_str())).collect();
    assert_eq!(told, [(0, "dropped 4 lines of YAML properties at the head")]);
}

#[test]
fn text_stays_text_in_markdown() {
    let text = imported("某法\n第一条 甲**乙**<b>丙</b>`丁`&amp;\\*。\n").text;
    assert_eq!(text, "# 某法\n\n第一条　甲\\*\\*乙\\*\\*\\<b>丙\\</b>\\`丁\\`\\&amp;\\\\\\*。\n");
}

#[test]
fn the_account_sees_sabotage() {
    let raw = read(WRAPPED.to_owned(), Form::Text);
    let done = import(&raw, Order::Restored, None).expect("the account balances");
    assert_eq!(audit(&raw.text, &done.text, &done.entries), Ok(()));
    // A word changed, a word lost, a word invented, an entry dropped, text called blank.
    assert!(audit(&raw.text, &done.text.replace("培育", "培肓"), &done.entries).is_err());
    assert!(audit(&raw.text, &done.text.replace("培育", ""), &done.entries).is_err());
    assert!(audit(&raw.text, &format!("{}第六条", done.text), &done.entries).is_err());
    for at in 0..done.entries.len() {
        let mut less = done.entries.clone();
        less.remove(at);
        assert!(audit(&raw.text, &done.text, &less).is_err(), "entry {at} is missed by nobody");
    }
    let mut called = done.entries.clone();
    let kept = called.iter().position(|it| it.fate == Fate::Kept).expect("text is kept");
    called[kept].fate = Fate::Removed(diben::import::Why::Blank);
    assert!(audit(&raw.text, &done.text, &called).is_err());
}

#[test]
fn a_text_laid_out_anew_keeps_its_account() {
    let raw = read(WRAPPED.to_owned(), Form::Text);
    let import = || import(&raw, Order::Restored, None).expect("the account balances");
    let text = import().text;
    let others = [
        text.replace("\n\n", "\n\n\n"),
        text.replace("一条\u{3000}为", "一条 为").replace("第一章 ", "第一章"),
        text.replace("（一）", "\n（一）").replace("## ", "# "),
        text.replace("本办法", "本 办法").trim_end().to_owned(),
        text.replace("，", "，\\"),
    ];
    for other in others {
        let done = import().laid_out(&raw, other.clone());
        assert_eq!(done.text, other);
        assert_eq!(audit(&raw.text, &done.text, &done.entries), Ok(()));
    }
    // A word changed, lost, added, two in other order: the text stays as it was audited.
    let wrong = [("培育", "培肓"), ("培育", ""), ("培育", "大力培育"), ("培育", "育培"), ("（二）", "（一）")];
    for (from, to) in wrong {
        assert_eq!(import().laid_out(&raw, text.replace(from, to)).text, text, "{from} -> {to}");
    }
}

/// Pieces that make the steps of import work.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("第一条 甲。".to_owned()),
        Just("第三条 丙：（一）子；（二）丑。".to_owned()),
        Just("第二条\u{3000}乙".to_owned()),
        Just("第一章".to_owned()),
        Just("总 则".to_owned()),
        Just("——副题".to_owned()),
        Just("— 3 —".to_owned()),
        Just("３⼈\u{200B}\u{AD}⻅".to_owned()),
        Just("\n".to_owned()),
        Just("\r\n\u{C}".to_owned()),
        Just("（ 二 ）".to_owned()),
        Just("<p>&nbsp;&lt;</p><script>".to_owned()),
        Just("**# > \\*".to_owned()),
        Just("<table><tr><td colspan=3>甲|<p>乙</p>\r\n丙<td>&nbsp;<tr><th hidden>丁</table>".to_owned()),
        Just("</td></tr><tr><td>&#124;\n".to_owned()),
        Just("<div style='display:none'><ol><li>".to_owned()),
        Just("</div></ol><sup>1</sup><img>&amp".to_owned()),
        Just("<!-- <title>".to_owned()),
        Just("--></title></script><header>".to_owned()),
        Just("</header>a<b 甲 \"".to_owned()),
        Just("---\n".to_owned()),
        "\\PC{0,6}",
        "[ \t\r\n\u{3000}]{1,3}",
        "[a-z0-9 ]{1,6}",
    ]
}

proptest! {
    #[test]
    fn the_account_balances_on_any_text_and_what_comes_is_canonical(pieces in prop::collection::vec(piece(), 0..40), any in "\\PC*") {
        let text = pieces.concat() + &any;
        for form in [Form::Text, Form::PdfText, Form::Markdown, Form::Html] {
            for order in [Order::Restored, Order::Kept] {
                let raw = read(text.clone(), form);
                let done = import(&raw, order, Some(diben::message::Language::Zh));
                prop_assert!(done.is_ok(), "{form:?}: {done:?}");
                // As the command does it: the account must hold for the canonical form too.
                let done = done.expect("it is");
                let wanted = canonical(&done.text);
                let done = done.laid_out(&raw, wanted.clone());
                prop_assert_eq!(&done.text, &wanted, "{:?}", form);
                prop_assert_eq!(canonical(&done.text), wanted, "{:?}", form);
            }
        }
    }
}

#[test]
fn a_heading_goes_along_where_it_would_be_left_alone() {
    let raw = "某市条例\n第一章 总则\n第一条 甲。\n第二条 乙。\n第四条 丁。\n第二章 附则\n第三条 丙。\n";
    assert_eq!(
        imported(raw).text,
        "# 某市条例\n\n## 第一章 总则\n\n第一条　甲。\n\n第二条　乙。\n\n## 第二章 附则\n\n第三条　丙。\n\n第四条　丁。\n"
    );
    // Here the chapter has an article of its own, which stays under it.
    let raw = "某市条例\n第一章 总则\n第一条 甲。\n第二条 乙。\n第四条 丁。\n第五条 戊。\n第二章 附则\n第三条 丙。\n第六条 己。\n";
    assert_eq!(
        imported(raw).text,
        "# 某市条例\n\n## 第一章 总则\n\n第一条　甲。\n\n第二条　乙。\n\n第三条　丙。\n\n第四条　丁。\n\n第五条　戊。\n\n## 第二章 附则\n\n第六条　己。\n"
    );
}

#[test]
fn an_item_may_open_with_the_word_for_project() {
    let raw = "第一条 依据下列文件：\n（一）项目批准文件；（二）目录；（三）款项证明。\n第二条 前条（二）项不适用。\n";
    assert_eq!(
        imported(raw).text,
        "第一条　依据下列文件：\n\n（一）项目批准文件；\n\n（二）目录；\n\n（三）款项证明。\n\n第二条　前条（二）项不适用。\n"
    );
}
