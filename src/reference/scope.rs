//! Whose text a reference means, by the words before it: 本法第十条, 《刑法》第十条, 刑法第十条, 原第十条. The names of laws
//! end in a word for their kind, so no list of laws is needed; other names a text introduces itself (以下简称……).

use std::ops::Range;

use crate::model::Scope;

/// What the words before a reference say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Whose text.
    pub scope: Scope,
    /// The title where it is named in 《》.
    pub title: Option<Range<usize>>,
    /// Where those words begin, as far as that is known.
    pub start: usize,
    /// Whether they name a part of the text without its number: 本法总则第四章.
    pub part: bool,
}

/// Kinds of texts, as the name of a law ends.
const KINDS: &[&str] = &[
    "法",
    "条例",
    "规定",
    "办法",
    "细则",
    "规则",
    "决定",
    "解释",
    "章程",
    "公约",
    "条约",
    "倡议",
    "合同",
    "标准",
    "意见",
    "安排",
    "规程",
    "规范",
    "守则",
    "协定",
    "议定书",
    "通则",
    "准则",
    "通知",
    "批复",
    "纪要",
    "制度",
    "修正案",
    "典",
    "文本",
    "方案",
    "协议",
    "宣言",
    "宪章",
    "公告",
    "命令",
    "目录",
    "附件",
    "附录",
    "附表",
    "议事规则",
    "协议书",
    "备忘录",
    "决议",
    "纲要",
    "指南",
    "手册",
    "规约",
    "契约",
    "条款",
    "文件",
    "号",
    "号令",
];

/// What may stand between 本 and the kind.
const KINDS_OF_KINDS: &[&str] =
    &["", "实施", "暂行", "试行", "议事", "若干", "组织", "管理", "工作", "司法", "有关", "补充"];

/// Words for a text as it was.
const FORMER: &[&str] = &["原", "旧", "修改前", "修正前", "修订前", "修改前的", "修正前的", "修订前的"];

/// Returns what the words before `at` say. `names` are those that the text itself has given to others.
pub fn said(text: &str, at: usize, names: &[String]) -> Said {
    let whole = text[..at].trim_end();
    let above = whole.strip_suffix('的').unwrap_or(whole);
    let above = match above.strip_suffix(['）', ')']) {
        Some(inside) => last(inside, &['（', '(']).map_or(above, |at| &above[..at]),
        None => above,
    };
    let unnamed = |scope| Said { scope, title: None, start: at, part: false };
    let (above, part) = match ["总则", "分则", "附则"].iter().find_map(|it| above.strip_suffix(it)) {
        Some(rest) => (rest, true),
        None => (above, false),
    };
    if let Some(inside) = above.strip_suffix('》') {
        // The title may hold one: 《关于适用〈刑法〉的解释》.
        let title = last(inside, &['《']).map(|open| open + '《'.len_utf8()..inside.len());
        let start = title.as_ref().map_or(at, |it| it.start - '《'.len_utf8());
        return Said { scope: Scope::Other, title: title.filter(|it| !it.is_empty()), start, part };
    }
    for word in ["本编", "本章", "本节", "本分编"] {
        if let Some(start) = above.strip_suffix(word) {
            return Said { scope: Scope::This, title: None, start: start.len(), part };
        }
    }
    // 前述第十条 is one that was cited above, of whatever text.
    if FORMER.iter().chain(&["前述", "上述", "所述"]).any(|it| whole.ends_with(it)) {
        return unnamed(Scope::Former);
    }
    if names.iter().any(|it| above.ends_with(it.as_str())) {
        return unnamed(Scope::Other);
    }
    let Some(kind) = KINDS.iter().filter(|it| above.ends_with(**it)).max_by_key(|it| it.len()) else {
        // 同第三条 is as rare as 该第三条, and never this text's own.
        // The number of a standard names it: GB/T 1.1第五条.
        let other = part || above.ends_with(['同', '该']) || above.ends_with(|it: char| it.is_ascii_alphanumeric());
        return unnamed(if other { Scope::Other } else { Scope::Unsaid });
    };
    let name = &above[..above.len() - kind.len()];
    let own = KINDS_OF_KINDS.iter().find_map(|it| name.strip_suffix(it)?.strip_suffix('本'));
    match own {
        Some(before) if FORMER.iter().any(|it| before.ends_with(it)) => unnamed(Scope::Former),
        Some(before) => Said { scope: Scope::This, title: None, start: before.len(), part },
        None => unnamed(Scope::Other),
    }
}

/// Returns where the last of these characters stands, in reach.
fn last(text: &str, any: &[char]) -> Option<usize> {
    const REACH: usize = 200;
    text.char_indices().rev().take(REACH).find(|(_, it)| any.contains(it)).map(|(at, _)| at)
}

/// Returns the name that a bracket gives to the title before it: 公约 in 《……公约》（以下简称公约）; `at` is where
/// 以下简称 ends.
pub fn short_name(text: &str, at: usize) -> Option<String> {
    const LONGEST: usize = 60;
    let open = last(&text[..at], &['（', '('])?;
    if !text[..open].ends_with('》') {
        return None;
    }
    let rest = text[at..].trim_start_matches(['为', '：', ':']);
    let name: String =
        rest.chars().take(LONGEST).take_while(|it| !matches!(it, '）' | ')' | '，' | '、' | '。')).collect();
    let name = name.trim_matches(|it: char| matches!(it, '“' | '”' | '‘' | '’' | '《' | '》') || it.is_whitespace());
    // A name of one character ends too many words.
    (name.chars().count() > 1 && !name.starts_with('本')).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(above: &str) -> String {
        let said = said(above, above.len(), &["防扩散机制".to_owned()]);
        let title = said.title.map_or(String::new(), |it| format!(" {}", &above[it]));
        format!("{:?}{title}", said.scope)
    }

    #[test]
    fn scopes() {
        for own in ["违反本法", "依照本条例", "本实施细则", "本倡议", "本章", "本议事规则", "本合同的", "本法总则"]
        {
            assert_eq!(found(own), "This", "{own}");
        }
        for other in [
            "依照刑法",
            "民法典",
            "同法",
            "该法",
            "该",
            "依照防扩散机制",
            "本市实施办法",
            "本法实施条例",
            "北京公约",
            "刑法总则",
            "民法通则",
            "国发〔2019〕5号",
            "招标文件",
            "按照GB/T 1.1",
        ] {
            assert_eq!(found(other), "Other", "{other}");
        }
        assert_eq!(found("依照《刑法》"), "Other 刑法");
        assert_eq!(found("《档案法》（2020年修订，以下简称档案法）"), "Other 档案法");
        assert_eq!(found("原"), "Former");
        assert_eq!(found("将修改前的"), "Former");
        assert_eq!(found("依照修订前的本办法"), "Former");
        assert_eq!(found("有上述"), "Former");
        assert_eq!(found("违反"), "Unsaid");
    }

    #[test]
    fn names_that_a_text_gives() {
        let name = |text: &str| short_name(text, text.find("以下简称").expect("the word is there") + "以下简称".len());
        assert_eq!(name("《核安全公约》（以下简称“公约”）"), Some("公约".to_owned()));
        assert_eq!(name("《核安全公约》（2015年，以下简称公约）"), Some("公约".to_owned()));
        assert_eq!(name("《档案条例》（以下简称本条例）"), None);
        assert_eq!(name("国务院（以下简称机关）"), None);
    }
}
