//! The manual of a rule, taken apart: the head of its file, in the language of the reader.

use crate::check::Rule;
use crate::message::Language;

/// A manual, part by part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manual<'a> {
    /// The fault in one short Chinese sentence.
    pub fault: &'a str,
    /// The same in English.
    pub fault_en: &'a str,
    /// Why it is one, in Chinese: paragraphs, each on one line.
    pub why_zh: Vec<String>,
    /// The same in English.
    pub why_en: Vec<String>,
    /// The examples, in order.
    pub examples: Vec<Example<'a>>,
}

/// A text that shows the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example<'a> {
    /// Whether the rule has nothing to say of it.
    pub good: bool,
    /// The text.
    pub text: &'a str,
}

const WHY_ZH: &str = "**为什么**";
const WHY_EN: &str = "**Why**";

impl Rule {
    /// Returns the manual, part by part.
    pub fn parts(&self) -> Manual<'static> {
        let words = self.manual.split("```md").next().unwrap_or_default();
        let (mut why_zh, mut why_en) = (Vec::new(), Vec::new());
        let mut english = false;
        let mut paragraphs = words.split("\n\n").map(str::trim).filter(|it| !it.is_empty());
        let (fault, fault_en) = (paragraphs.next().unwrap_or_default(), paragraphs.next().unwrap_or_default());
        for paragraph in paragraphs {
            english |= paragraph.starts_with(WHY_EN);
            let text = paragraph.trim_start_matches(WHY_ZH).trim_start_matches(WHY_EN).trim();
            match english {
                true => why_en.push(text.lines().map(str::trim).collect::<Vec<_>>().join(" ")),
                false => why_zh.push(joined(text)),
            }
        }
        let examples = self.manual.split("```md ").skip(1).filter_map(|it| {
            let (name, text) = it.split_once('\n')?;
            Some(Example { good: name.trim() == "good", text: text.split("```").next().unwrap_or_default() })
        });
        Manual { fault, fault_en, why_zh, why_en, examples: examples.collect() }
    }

    /// Returns the anchor of its chapter in the rule book, `docs/rules.md`, as GitHub makes it of the heading.
    pub fn anchor(&self) -> String {
        self.id.replace('/', "")
    }

    /// Returns the fault in one short sentence.
    pub fn summary(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.parts().fault,
            Language::En => self.parts().fault_en,
        }
    }

    /// Returns why it is a fault, with the examples, as Markdown.
    pub fn help(&self, language: Language) -> String {
        let manual = self.parts();
        let (head, why, bad, good) = match language {
            Language::Zh => (manual.fault, &manual.why_zh, "这样写会报：", "这样写没有问题："),
            Language::En => (manual.fault_en, &manual.why_en, "Found:", "Not found:"),
        };
        let mut out: Vec<String> = std::iter::once(head.to_owned()).chain(why.iter().cloned()).collect();
        for it in &manual.examples {
            out.push(if it.good { good } else { bad }.to_owned());
            out.push(format!("```md\n{}```", it.text));
        }
        out.join("\n\n") + "\n"
    }
}

/// Returns a Chinese paragraph on one line: no blank where Chinese meets a line end.
fn joined(paragraph: &str) -> String {
    let mut out = String::new();
    for line in paragraph.lines().map(str::trim) {
        let wide = |it: Option<char>| it.is_some_and(crate::text::is_cjk);
        if !(out.is_empty() || wide(out.chars().next_back()) || wide(line.chars().next())) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::check::{Level, Rule, rule};
    use crate::diagnostic::Severity;
    use crate::message::Language;

    #[test]
    fn a_manual_in_either_language() {
        let level = Level::On(Severity::Error);
        let manual = "错了。\n\nIt is wrong.\n\n**为什么** 因为\n这样。\n\n又一段。\n\n**Why** It is 前款\nso. And more.\n\nMore still.\n\n```md bad\n甲\n```\n\n```md good\n乙\n```";
        let rule = Rule { id: "a/b", level, release: level, manual, run: None };
        assert_eq!(rule.summary(Language::Zh), "错了。");
        assert_eq!(rule.summary(Language::En), "It is wrong.");
        assert_eq!(rule.parts().why_zh, ["因为这样。", "又一段。"]);
        assert_eq!(rule.parts().why_en, ["It is 前款 so. And more.", "More still."]);
        assert_eq!(
            rule.help(Language::En),
            "It is wrong.\n\nIt is 前款 so. And more.\n\nMore still.\n\nFound:\n\n```md\n甲\n```\n\nNot found:\n\n```md\n乙\n```\n"
        );
    }

    #[test]
    fn rules_are_found_by_name() {
        assert!(rule("numbering/gap").is_some() && rule("numbering/gpa").is_none());
        assert_eq!(super::super::nearest_rule("numbering/gpa"), Some("numbering/gap"));
        assert_eq!(super::super::nearest_rule("gap"), Some("numbering/gap"));
        assert_eq!(super::super::nearest_rule("xyz"), None);
    }
}
