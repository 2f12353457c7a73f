//! 用部首或兼容汉字代替了汉字，看着一样，码位不同。
//!
//! A radical or compatibility character stands for a common one.
//!
//! **为什么** 从 PDF 里取出的文字常把“文”变成康熙部首 U+2F42，把“见”变成 U+2EC5：搜不到，朗读不出，许多字体里也没有。
//! 单独讲部首、偏旁的文字不管。
//!
//! **Why** Text taken out of a PDF often has the radical U+2F42 for 文 or U+2EC5 for 见. They look alike, but no search finds
//! them, no voice reads them, and many fonts lack them. A text that speaks of radicals is left alone.
//!
//! ```md bad
//! 第一条　为了规范⽂件管理，制定本办法。
//! ```
//!
//! ```md bad
//! 第一条　为了规范意⻅征集，制定本办法。
//! ```
//!
//! ```md good
//! 第一条　为了规范文件和意见征集，制定本办法。
//!
//! 第二条　检字表按部首⽂、⾔、⻅排列。
//! ```

use unicode_normalization::char::decompose_compatible;

use crate::check::characters::{Text, any_pair, picked};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::text::Edit;

pub const ID: &str = "text/radical";
pub const LEVEL: Level = Level::On(Severity::Warning);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    work.texts().iter().filter(|it| may_hold(it.text) && !speaks_of_radicals(it.text)).flat_map(found).collect()
}

fn found(text: &Text) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for range in picked(text.text, |it| unified(it).is_some()) {
        let here = &text.text[range.clone()];
        let right: String = here.chars().filter_map(unified).collect();
        let code = here.chars().next().map_or(0, u32::from);
        let span = text.place(range.clone());
        let finding = Diagnostic::warning(
            ID,
            span,
            say!(zh: "“{here}”（U+{code:04X}）不是汉字“{right}”，只是看着像", en: "U+{code:04X} is not the character {right}, though it looks like it"),
        )
        .hint(say!(zh: "改成“{right}”。", en: "write {right}."));
        findings.push(match text.is_literal() {
            true => finding.safe_fix(
                say!(zh: "换成通用的汉字", en: "put in the common character"),
                vec![Edit { span, text: right }],
            ),
            false => finding,
        });
    }
    findings
}

/// Returns whether a text may hold such a character, by its bytes alone.
fn may_hold(text: &str) -> bool {
    any_pair(text, |one, two| {
        (one == 0xE2) & (two >= 0xBA) | (one == 0xEF) & (0xA4..=0xAB).contains(&two) | (one == 0xF0) & (two == 0xAF)
    })
}

/// Returns whether a text is about radicals, or is a lone one, as in a table of them.
fn speaks_of_radicals(text: &str) -> bool {
    ["部首", "偏旁", "笔画", "笔顺"].iter().any(|it| text.contains(it)) || text.trim().chars().nth(1).is_none()
}

/// Returns the ideograph that a radical or a compatibility ideograph stands for. Unicode counts twelve characters of the
/// compatibility block among the ideographs; they have no other.
fn unified(it: char) -> Option<char> {
    if matches!(it, '\u{2E80}'..='\u{2EFF}') {
        let mut pairs = SUPPLEMENT.split(' ').map(str::chars);
        return pairs.find_map(|mut pair| (pair.next() == Some(it)).then(|| pair.next()).flatten());
    }
    if !matches!(it, '\u{2F00}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}') {
        return None;
    }
    let mut right = it;
    decompose_compatible(it, |to| right = to);
    (right != it).then_some(right)
}

/// The radicals of the supplement, each before the ideograph that Unicode calls its equivalent
/// (Equivalent_Unified_Ideograph). They have no decomposition.
#[rustfmt::skip]
const SUPPLEMENT: &str = "\
⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑𡯂 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗心 ⺘扌 \
⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 \
⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 \
⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 \
⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unicode_says_what_a_radical_stands_for() {
        let pairs = [('⼀', '一'), ('⿕', '龠'), ('⻅', '见'), ('⺠', '民'), ('\u{F900}', '豈'), ('\u{2F800}', '丽')];
        pairs.iter().for_each(|(from, to)| assert_eq!(unified(*from), Some(*to)));
        // These twelve are ideographs themselves; a radical without equivalent stays.
        "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩文⺀⺚".chars().for_each(|it| assert_eq!(unified(it), None, "{it}"));
        assert_eq!(SUPPLEMENT.split(' ').count(), 114);
        assert!(SUPPLEMENT.split(' ').all(|it| it.chars().count() == 2));
    }
}
