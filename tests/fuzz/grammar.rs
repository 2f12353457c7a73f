//! Texts that know the grammar: units with right numbers and wrong ones, references, Markdown noise, invisible
//! characters, and the same piece many thousand times.

use diben::model::to_han;
use proptest::prelude::*;
use proptest::sample::select;

/// What Markdown, HTML, legal texts and typing make trouble with.
const NOISE: &[&str] = &[
    "　",
    " ",
    "    ",
    "\t",
    "\n",
    "\r\n",
    "**",
    "*",
    "_",
    "***",
    "#",
    "## ",
    "# ",
    "> ",
    "- ",
    "* ",
    "---",
    "===",
    "```",
    "~~~",
    "`",
    "|",
    "| --- |",
    "\\",
    "[",
    "]",
    "[^1]",
    "[^1]: ",
    "[1]: ",
    "<",
    ">",
    "<!--",
    "-->",
    "<br>",
    "<sup>",
    "</sup>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<ruby>",
    "<rt>",
    "</ruby>",
    "<script>",
    "&amp;",
    "&#0;",
    "&#x4e00;",
    "![",
    "](",
    "{#a}",
    "{试行}",
    "\0",
    "\u{FEFF}",
    "\u{200B}",
    "\u{200F}",
    "\u{202E}",
    "\u{2060}",
    "\u{AD}",
    "\u{E000}",
    "\u{F900}",
    "\u{2F00}",
    "\u{FFFD}",
    "\u{10FFFF}",
    "𠮷",
    "é",
    "e\u{301}",
    "🀄",
    "葛\u{E0100}",
    "\u{b}",
    "\u{85}",
    "\u{2028}",
    "\u{A0}",
    "\u{2002}",
    "――",
    "…",
    "...",
    "，，",
    "。。",
    "\"",
    "'",
    "‘",
    "’",
    "“",
    "”",
    "《",
    "》",
    "〈",
    "〉",
    "（",
    "）",
    "(",
    ")",
    "〔",
    "〕",
    "：",
    "；",
    "、",
    ",",
    ";",
    ":",
    ".",
    "！",
    "？",
    "-",
    "－",
    "～",
];

/// What sentences are made of.
const WORDS: &[&str] = &[
    "为了规范档案管理",
    "根据有关法律",
    "制定本办法",
    "有下列情形之一的",
    "责令改正",
    "处以罚款",
    "应当",
    "不得",
    "以下简称",
    "本条例自公布之日起施行",
    "2015年5月28日",
    "二〇一五年二月三十日",
    "一九八○年",
    "１万元以上10万元",
    "中 国",
    "的的",
    "和和",
    "××",
    "（待定）",
    "增加一条，作为",
    "修改为：",
    "删去",
    "（删去）",
    "Asia Europe",
    "5G",
    "103\u{E010}5米",
    "附　则",
    "目录",
];

const OWNERS: &[&str] = &[
    "",
    "本法",
    "本条例",
    "本办法",
    "本章",
    "本节",
    "本条",
    "同法",
    "该法",
    "原",
    "《刑法》",
    "《中华人民共和国档案法》",
    "刑法",
    "民法典",
    "违反",
    "依照",
    "“",
    "《关于〈办法〉的通知》（以下简称通知）",
    "前款",
    "附件",
];

const JOINTS: &[&str] = &["", "、", "，", "和", "及", "以及", "或者", "至", "到", "－", "-", "的规定", "规定的", "。"];

/// A number as texts have it: mostly small.
pub fn number() -> impl Strategy<Value = u32> {
    prop_oneof![12 => 1..30u32, 4 => 1..300u32, 1 => 1..=99_999u32, 1 => select(vec![0, 100_000_000, u32::MAX])]
}

/// A numeral: right, misspelled, in digits, or nonsense.
pub fn numeral() -> impl Strategy<Value = String> {
    let wide =
        |it: u32| it.to_string().chars().filter_map(|it| char::from_u32(u32::from(it) + 0xFEE0)).collect::<String>();
    prop_oneof![
        12 => number().prop_map(|it| to_han(it % 100_000_000)),
        1 => number().prop_map(|it| it.to_string()),
        1 => number().prop_map(wide),
        1 => number().prop_map(|it| to_han(it % 100_000_000).replacen('一', "－", 1)),
        1 => number().prop_map(|it| to_han(it % 100_000_000).replacen('十', " 十", 1)),
        2 => "[零〇○一二两三九十百千万]{1,8}",
    ]
}

fn separator() -> impl Strategy<Value = &'static str> {
    select(vec!["　", "　", " ", "\t", "\u{A0}", "", "\n", "  "])
}

/// 本法第十条第二款第三项, and what is joined to it.
pub fn citation() -> impl Strategy<Value = String> {
    let step = (
        numeral(),
        select(vec!["条", "条", "款", "项", "目", "章", "节", "编", "条例", "项目", "次", ""]),
        numeral(),
        0..12,
    )
        .prop_map(|(numeral, word, inserted, form)| match form {
            0 => format!("第{numeral}{word}之{inserted}"),
            1 => format!("第（{numeral}）{word}"),
            2 => format!("第{numeral}、{inserted}{word}"),
            3 => format!("第（{numeral}）至（{inserted}）{word}"),
            4 => format!("前{numeral}{word}"),
            5 => format!("前{word}"),
            6 => format!("附件{numeral}"),
            _ => format!("第{numeral}{word}"),
        });
    let steps = prop::collection::vec((step, select(JOINTS)), 1..6);
    (select(OWNERS), steps)
        .prop_map(|(owner, steps)| steps.into_iter().fold(owner.to_owned(), |sum, (step, joint)| sum + &step + joint))
}

/// A sentence, with or without its end.
pub fn sentence() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        6 => select(WORDS).prop_map(str::to_owned),
        4 => citation(),
        2 => select(NOISE).prop_map(str::to_owned),
        1 => "[\\u{4e00}-\\u{4e20}]{1,12}",
        1 => select(vec!["，", "；", "。", "：", "、"]).prop_map(str::to_owned),
    ];
    let end = select(vec!["。", "。", "。", "；", "：", "", "，"]);
    (prop::collection::vec(part, 1..8), end).prop_map(|(parts, end)| parts.concat() + end)
}

/// A line that opens a unit.
fn opening() -> impl Strategy<Value = String> {
    let mark = (numeral(), 0..26u8, number()).prop_map(|(it, form, digit)| match form {
        0..=7 => format!("第{it}条"),
        8 => format!("**第{it}条**"),
        9 => format!("第{it}条之{}", to_han(digit % 60)),
        10 => format!("## 第{it}章"),
        11 => format!("### 第{it}节"),
        12 => format!("# 第{it}编"),
        13 => format!("## 第{it}分编"),
        14 => format!("## {it}、"),
        15 => format!("{it}、"),
        16..=18 => format!("（{it}）"),
        19 => format!("({it}）"),
        20 => format!("{digit}."),
        21 => format!("（{digit}）"),
        22 => format!("## 附件{digit}"),
        23 => format!("笫{it}条"),
        24 => "①".to_owned(),
        _ => format!("“第{it}条"),
    });
    (mark, separator(), sentence()).prop_map(|(mark, separator, text)| format!("{mark}{separator}{text}"))
}

/// A block that opens no unit.
fn other() -> impl Strategy<Value = String> {
    let wrapped = (sentence(), sentence(), 0..14u8).prop_map(|(one, two, form)| match form {
        0..=4 => one,
        5 => format!("# {one}"),
        6 => format!("## {one}"),
        7 => format!("> {one}\n> {two}"),
        8 => format!("| {one} | {two} |\n| --- | --- |\n| {two} | {one} |"),
        9 => format!("- {one}\n- {two}"),
        10 => format!("<!-- {one} -->{two}"),
        11 => format!("{one}[^1]\n\n[^1]: {two}"),
        12 => format!("```\n{one}\n```"),
        _ => format!("    {one}"),
    });
    prop_oneof![4 => wrapped, 1 => prop::collection::vec(select(NOISE), 1..20).prop_map(|it| it.concat())]
}

/// Articles that count up as they should, with items, and now and then a number that doesn't.
fn counted() -> impl Strategy<Value = String> {
    let article = (prop::option::weighted(0.1, numeral()), sentence(), 0..5usize, separator());
    prop::collection::vec(article, 1..25).prop_map(|articles| {
        let mut out = String::new();
        for (at, (slip, text, items, separator)) in (1u32..).zip(articles) {
            let numeral = slip.unwrap_or_else(|| to_han(at));
            out.push_str(&format!("第{numeral}条{separator}{text}\n\n"));
            (1..=items as u32).for_each(|it| out.push_str(&format!("（{}）有关事项；\n\n", to_han(it))));
        }
        out
    })
}

/// A document.
pub fn document() -> impl Strategy<Value = String> {
    let block = prop_oneof![5 => opening(), 3 => other(), 2 => counted()];
    let gap = select(vec!["\n\n", "\n\n", "\n\n", "\n\n", "\n", "\r\n\r\n", "\r\n", "", "\n\n\n"]);
    let front = select(vec![
        "",
        "",
        "",
        "",
        "\u{FEFF}",
        "---\ntitle: 题\n---\n",
        "---\ntitle: [\n",
        "# 档案办法\n\n2015年5月28日通过\n\n",
        "# 民法典\n\n# 合同编\n\n",
        "# 关于修改《档案办法》的决定\n\n",
        "<!-- INFO END -->\n\n",
    ]);
    (front, prop::collection::vec((block, gap), 0..12))
        .prop_map(|(front, blocks)| blocks.into_iter().fold(front.to_owned(), |sum, (block, gap)| sum + &block + gap))
}

/// A text in which one piece comes thousands of times: what grows faster than the text shows here.
pub fn swollen() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(NOISE).prop_map(str::to_owned),
        2 => select(WORDS).prop_map(str::to_owned),
        2 => citation(),
        2 => opening().prop_map(|it| it + "\n\n"),
        1 => (select(NOISE), select(NOISE)).prop_map(|(one, two)| format!("{one}{two}")),
        1 => (select(NOISE), select(WORDS), select(NOISE)).prop_map(|(one, two, three)| format!("{one}{two}{three}")),
    ];
    let lead = prop_oneof![1 => Just(String::new()), 1 => sentence(), 1 => Just("第一条　".to_owned())];
    (lead, piece, 1000..60_000usize, document()).prop_map(|(lead, piece, bytes, tail)| {
        let times = bytes / piece.len().max(1);
        format!("{lead}{}{tail}", piece.repeat(times))
    })
}
