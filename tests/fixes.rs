//! Laws of safe fixes, over pieces that make fixes meet each other: twice is once, no error comes in, every byte stays
//! accounted for.

use proptest::prelude::*;

use super::fuzz::laws;
use super::properties;

/// Pieces with which fixes meet each other.
const PIECES: &[&str] = &[
    "第一条　",
    "第 二条　",
    "第三－条　",
    "第百十条　",
    "（一)",
    "（2）",
    "(三）",
    "____",
    "2*（N+1）*3",
    "    甲",
    "　",
    "一、",
    "1.",
    "附件",
    "<x>",
    "<!--注-->",
    "[1]: 甲",
    "## 标题 {试行}",
    "---",
    "甲乙丙",
    "。",
    "；",
    "：",
    "，",
    ",",
    ";",
    "(",
    ")",
    "\"",
    "“",
    "”",
    "《",
    "》",
    "...",
    "。。",
    "2015-2020年",
    "１２",
    "\u{200B}",
    "\n",
    "\n\n",
    "\r\n",
    " ",
];

fn sources() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(prop::sample::select(PIECES), 0..50).prop_map(|it| it.concat()),
        properties::sources(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn twice_is_once_and_nothing_is_lost(source in sources()) {
        laws::fixes_settle(&source);
    }
}
