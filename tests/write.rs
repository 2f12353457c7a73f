//! The canonical form of a source: it says what the source says, and its own canonical form is itself.

use diben::markdown::{canonical, read};
use diben::model::{inline_runs, runs};
use diben::text::FileId;
use proptest::prelude::*;

use crate::properties::{accounts_for, sources};

/// Returns the units with their ids and markers, and all text, as a test sees them that knows nothing of the writer.
fn said(text: &str) -> (Vec<String>, String) {
    let document = read(FileId(0), text).document;
    let unit = |it: &&diben::model::Unit| {
        let heading: String = inline_runs(&it.heading).iter().map(|it| it.text.as_str()).collect();
        format!("{:?} {} {:?} {heading}", it.kind, it.id, it.marker.as_ref().map(|it| it.text()))
    };
    let mut texts = runs(&document.blocks);
    document.notes.iter().for_each(|it| texts.extend(runs(&it.blocks)));
    let text = texts.iter().flat_map(|it| it.text.chars()).filter(|it| !it.is_whitespace()).collect();
    (document.units().iter().map(unit).collect(), text)
}

fn keeps_what_is_said(source: &str) {
    let Some(once) = canonical(source) else { return };
    assert_eq!(said(&once), said(source), "{source:?} -> {once:?}");
    assert_eq!(canonical(&once).as_deref(), Some(once.as_str()), "{source:?}");
    accounts_for(&once);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_says_the_same_and_stays(source in sources()) {
        keeps_what_is_said(&source);
    }
}

#[test]
fn a_law_in_its_canonical_form() {
    let source = "# 某法\r\n\r\n2015年5月28日通过\r\n<!-- INFO END -->\r\n# 第一章　总则\r\n**第一条** 为了\r\n规范，制定本法：\r\n（一）甲；\r\n（二）2*3。\r\n\r\n### 第一节 一般\r\n\r\n第二条　乙。\r\n";
    let expected = "# 某法\n\n2015年5月28日通过\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第一条　为了规范，制定本法：\n\n（一）甲；\n\n（二）2\\*3。\n\n### 第一节 一般\n\n第二条　乙。\n";
    assert_eq!(canonical(source).as_deref(), Some(expected));
    keeps_what_is_said(source);
}

#[test]
fn a_writer_that_drops_a_run_is_caught() {
    let source = "第一条　甲**乙**丙。\n";
    assert_ne!(said(source), said(&source.replace("**乙**", "")));
    assert_ne!(said("# 第一章 总则\n"), said("第一章 总则\n"));
}

/// Prints how the files of a folder fare: `DIBEN_FOLDER=… cargo test … folder_of_files -- --ignored --nocapture`.
#[test]
#[ignore = "needs a folder"]
fn folder_of_files() {
    let folder = std::env::var("DIBEN_FOLDER").expect("DIBEN_FOLDER names a folder");
    let (mut files, mut changed, mut none) = (0, 0, Vec::new());
    for entry in std::fs::read_dir(folder).expect("readable") {
        let path = entry.expect("an entry").path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        files += 1;
        match canonical(&text) {
            None => none.push(path),
            Some(once) => {
                changed += usize::from(once != text);
                keeps_what_is_said(&text);
            }
        }
    }
    println!("{files} files, {changed} change, without canonical form: {none:?}");
}
