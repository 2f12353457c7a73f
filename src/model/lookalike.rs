//! Characters that look like a common one and are another: radicals and compatibility ideographs, by Unicode's own tables
//! and character by character. Checking finds them in a source, import mends them in a raw text.

use unicode_normalization::char::decompose_compatible;

/// Returns the character that a radical or a compatibility ideograph stands for, and of the two angle brackets for
/// technical use, which fonts confuse with 〈 and 〉, the bracket that they are equivalent to. Unicode counts twelve
/// characters of the compatibility block among the ideographs; they have no other.
pub fn unified(it: char) -> Option<char> {
    if matches!(it, '\u{2E80}'..='\u{2EFF}') {
        let mut pairs = SUPPLEMENT.split(' ').map(str::chars);
        return pairs.find_map(|mut pair| (pair.next() == Some(it)).then(|| pair.next()).flatten());
    }
    if !matches!(it, '\u{2329}' | '\u{232A}' | '\u{2F00}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
    {
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
        let pairs = [
            ('⼀', '一'),
            ('⿕', '龠'),
            ('⻅', '见'),
            ('⺠', '民'),
            ('\u{F900}', '豈'),
            ('\u{2329}', '〈'),
            ('\u{232A}', '〉'),
            ('\u{2F800}', '丽'),
        ];
        pairs.iter().for_each(|(from, to)| assert_eq!(unified(*from), Some(*to)));
        // These twelve are ideographs themselves; a radical without equivalent stays.
        "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩文⺀⺚".chars().for_each(|it| assert_eq!(unified(it), None, "{it}"));
        assert_eq!(SUPPLEMENT.split(' ').count(), 114);
        assert!(SUPPLEMENT.split(' ').all(|it| it.chars().count() == 2));
    }
}
