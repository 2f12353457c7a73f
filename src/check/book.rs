//! The rule book: every rule with its manual in both languages, as Markdown. `docs/rules.md` is this text.

use std::fmt::Write;

use crate::check::manual::Manual;
use crate::check::{Rule, rules};

/// Returns the book of all rules, in the order of their ids.
pub fn book() -> String {
    let mut rules: Vec<&Rule> = rules().iter().collect();
    rules.sort_by_key(|it| it.id);
    let mut out = String::from(HEAD);
    for rule in &rules {
        let (zh, _) = rule.weight();
        let Manual { fault, fault_en, .. } = rule.parts();
        let _ = writeln!(out, "| [`{}`](#{}) | {zh} | {fault}<br>*{}* |", rule.id, rule.anchor(), slanted(fault_en));
    }
    for rule in rules {
        chapter(&mut out, rule);
    }
    out
}

const HEAD: &str = "# 规则 · Rules

这一页由各条规则自己的说明生成，请勿手改：改规则的文件头，再运行 `DIBEN_BLESS=1 cargo test --test diben rule_book`。
*Made from the rules' own heads: change those, and run the command above.*

某一条规则的说明，终端里用 `diben explain 规则` 看。级别可以在 `diben.toml` 里改；原文确实如此的，在题头里写例外和理由：

```
[check.rules]                       # diben.toml
\"punctuation/range\" = \"off\"         # error、warning、info、off
\"punctuation/*\" = \"warning\"

[[check.allow]]
file = \"source/**/*.md\"
rule = \"numbering/gap\"
place = \"第十三条\"
reason = \"原件如此，见公报 2015 年第 7 号\"
```

```
---                                 # 正文的题头 · front matter of a document
allow:
  - rule: numbering/gap
    place: 第十三条
    reason: 原件如此，见公报 2015 年第 7 号
---
```

按类写的级别（`punctuation/*`）不打开默认不查的规则；那样的规则要写出自己的名字。只在定稿时算错误的，`check` 和 `build` 加 `--stage release`。

*The level of a rule is set in `diben.toml`; one for a family leaves rules alone that are off by themselves. What weighs
more at release does so with `--stage release`. Where the text is right as it stands, an allowance names rule, place and
reason, in the front matter or in `diben.toml`.*

| 规则 | 级别 | 说明 |
| --- | --- | --- |
";

fn chapter(out: &mut String, rule: &Rule) {
    let manual = rule.parts();
    let (zh, en) = rule.weight();
    let _ =
        write!(out, "\n## {}\n\n**{zh}** · *{en}*\n\n{}\n\n*{}*\n", rule.id, manual.fault, slanted(manual.fault_en));
    manual.why_zh.iter().for_each(|it| {
        let _ = write!(out, "\n{it}\n");
    });
    manual.why_en.iter().for_each(|it| {
        let _ = write!(out, "\n*{}*\n", slanted(it));
    });
    for it in &manual.examples {
        let said = if it.good { "没有问题 · good" } else { "会报 · bad" };
        let _ = write!(out, "\n{said}\n\n```md\n{}```\n", it.text);
    }
}

/// Returns words that may stand between two stars.
fn slanted(words: &str) -> String {
    words.replace('*', "\\*")
}
