//! Looking at how a text is read.

use super::desk::Desk;

const LAW: &str = "# 某法\n\n## 第一编 总则\n\n### 第一章 一般规定\n\n第一条　为了某事，制定本法。\n\n第一条之一　下列事项：\n\n（一）甲；\n\n1. 子；\n\n（二）乙。\n\n## 附件1 名单\n\n甲。\n";

#[test]
fn the_tree_with_markers_and_ids() {
    let desk = Desk::empty().with("法.md", LAW);
    insta::assert_snapshot!(desk.diben("outline 法.md"), @"
    某法
      第一编　总则  part-1
        第一章　一般规定  part-1-ch-1
          第一条  art-1
          第一条之一  art-1-1
            （一）  art-1-1-p1-i1
              1.  art-1-1-p1-i1-s1
            （二）  art-1-1-p1-i2
      附件1　名单  annex-1
    = 0
    ");
}

#[test]
fn the_tree_for_scripts() {
    let desk = Desk::empty().with("法.md", "# 某法\n\n第一条之一　为了某事，制定本法。\n");
    insta::assert_snapshot!(desk.diben("outline --format json 法.md"), @r#"
    [
      {
        "depth": 0,
        "kind": "article",
        "number": "1-1",
        "marker": "第一条之一",
        "heading": "",
        "id": "art-1-1",
        "line": 3
      }
    ]
    = 0
    "#);
}
