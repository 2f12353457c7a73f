//! Documents of every kind, set and proven: joint issuing, sent upwards, without a seal, and where the imprint falls.

use diben::extract::{self, PdfText};
use diben::markdown::read;
use diben::publish::layout::Files;
use diben::text::{FileId, Source};
use diben::verify::{self, Apparatus, Expected};

use super::{CELL, lines, made};

const KINDS: &[&str] =
    &["title-page", "masthead", "addressee", "attachments", "signature", "imprint", "folio", "note-signs"];

/// Returns the PDF of a text, which must say what the text and its front matter say.
fn proven(text: &str) -> PdfText {
    let bytes = made(text, &Files::new());
    let document = read(FileId(0), text).document;
    let truth = verify::truth(&document, &Source::new("a.md", text));
    let expected = Expected::of(&document, "a", KINDS.iter().filter_map(|it| Apparatus::named(it)).collect());
    let found = verify::pdf(&truth, &expected, &bytes).expect("it can be read");
    assert!(found.is_empty(), "{found:?}");
    extract::pdf(&bytes).expect("a PDF")
}

fn notice(elements: &str, paragraphs: usize) -> String {
    let paragraph = "各地区各部门要提高思想认识，压实工作责任，细化工作措施，确保各项任务落到实处，有关情况及时报告省人民政府办公厅。\n\n";
    format!(
        "---\ndate: 2026-03-05\nlayout:\n  name: gongwen\n{elements}\n---\n\n# 关于检查的通知\n\n{}",
        paragraph.repeat(paragraphs)
    )
}

#[test]
fn joint_issuing() {
    let text = proven(&notice(
        "  发文机关标志: [江岚省财政厅, 江岚省发展和改革委员会, 文件]\n  发文字号: 江财发〔2026〕8号\n  署名: [江岚省财政厅, 江岚省发展和改革委员会]\n  附件说明: [分工表]",
        2,
    ));
    let lines = lines(&text);
    let organs: Vec<_> = lines.iter().filter(|it| it.page == 1 && it.bottom - it.top > 8.0).collect();
    // The shorter name is spread over the width of the longer one.
    let (short, long) = (organs[0], organs.iter().find(|it| it.text.contains("委员会")).expect("the second organ"));
    assert!((short.left - long.left).abs() < 0.1);
    assert!(lines.iter().any(|it| it.text == "附件：分工表"), "one annex has no number");
}

#[test]
fn a_document_sent_upwards() {
    let text = proven(&notice(
        "  发文机关标志: 江岚市人民政府文件\n  发文字号: 江政〔2026〕3号\n  签发人: [张志远, 李平平, 王建国]\n  主送: 省人民政府：\n  署名: 江岚市人民政府\n  印章: false\n  附注: 联系人：赵明",
        1,
    ));
    let lines = lines(&text);
    let line = |words: &str| lines.iter().find(|it| it.text.contains(words)).expect(words);
    // 7.2.6: the number stands one cell in, on the line of the last signer; the names end one cell from the right.
    assert!((line("江政〔2026〕3号").left - 28.0 - CELL).abs() < 0.1);
    assert!(line("江政〔2026〕3号").text.contains("王建国"));
    assert!((line("签发人：张志远").right - 184.0 + CELL).abs() < 0.1);
    // 7.3.5.2: the organ two cells from the right, the date two cells further in than the organ begins.
    let (organ, date) = (lines.iter().rfind(|it| it.text == "江岚市人民政府").expect("署名"), line("2026年3月5日"));
    assert!((organ.right - 184.0 + 2.0 * CELL).abs() < 0.1);
    assert!((date.left - organ.left - 2.0 * CELL).abs() < 0.1);
}

/// 7.5 and 7.4: the imprint on the last, even page; a blank page before it and its own have no folio.
#[test]
fn where_the_imprint_falls() {
    let elements = "  发文机关标志: 江岚市人民政府文件\n  发文字号: 江政〔2026〕3号\n  主送: 各县区：\n  署名: 江岚市人民政府\n  抄送: 省水利厅。\n  印发机关: 江岚市人民政府办公室\n  印发日期: 2026-03-06";
    for (paragraphs, pages, folios) in [(2, 2, 2), (8, 2, 2), (9, 4, 2), (11, 4, 4)] {
        let text = proven(&notice(elements, paragraphs));
        assert_eq!((text.pages.len(), text.artifacts.len()), (pages, folios), "{paragraphs} paragraphs");
        let last = lines(&text).pop().expect("lines");
        assert_eq!(last.page, pages);
        assert!(last.text.starts_with("江岚市人民政府办公室2026年3月6日印发"), "{}", last.text);
    }
    // The last paragraph goes with a signature that would stand alone on its page.
    for paragraphs in 3..14 {
        let text = proven(&notice(elements, paragraphs));
        let lines = lines(&text);
        let signature = lines.iter().rfind(|it| it.text == "江岚市人民政府").expect("署名");
        let body = lines.iter().any(|it| it.page == signature.page && it.text.starts_with("各地区"));
        assert!(body, "{paragraphs} paragraphs: the signature stands alone");
    }
}
