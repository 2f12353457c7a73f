//! The proof proven: an edition that says what its source says is clean, and each way to cheat is seen under its rule.

#[path = "verify/epub.rs"]
mod epub;
#[path = "verify/gongwen.rs"]
mod gongwen;
#[path = "verify/law.rs"]
mod law;
#[path = "verify/note_signs.rs"]
mod note_signs;
#[path = "verify/pdf.rs"]
mod pdf;
#[path = "verify/set.rs"]
pub mod set;

use diben::diagnostic::Diagnostic;
use diben::markdown::read;
use diben::text::{FileId, Source};
use diben::verify::{Apparatus, Expected, Truth, truth};

/// A text with most of what texts have.
pub const SOURCE: &str = "---
date: 2015-05-28
place: 重庆
adopted-by: 产业对话会
---

# 联通倡议

——创新引领行动

一、我们注意到，亚欧大陆是世界上面积最大、人口最多的区域，合作具有广阔的前景和发展空间[^a]。为此，我们呼吁在以下方面做出共同努力：

二、随着合作与交流的不断深入，共同利益不断扩大，加强互联互通的紧迫性日益凸显，亟需开展全方位合作，拓展基础设施建设，促进货物、服务、资本和人员的高效流动。

## 推动基础设施互联互通

三、我们支持 **5G** 与 *绿色*、A&amp;B、H<sub>2</sub>O，也支持 Asian and European members
in their unmistakable responsibilities and interconnections.

（一）建立大通关机制，一致推进统一的运输规则；

（二）密切各方合作，致力于构建可持续的体系。

- 甲项
- 乙项

| 项目 | 内容 |
| --- | --- |
| 时间 | 五月 |
| 地点 | 重庆 |

## 深化人文交流

四、我们主张充分发挥工商界、公民社会、智库、媒体在互联互通进程中的积极作用；支持进一步促进民间文化交流；强化教育和人力资源发展合作，提高就业市场、人才市场以及旅游市场的开放程度。

[^a]: 面积约五千万平方公里。
";

/// What an edition must say, and what it may add.
pub fn wanted(source: &str, apparatus: &[Apparatus]) -> (Truth, Expected) {
    let reading = read(FileId(0), source);
    let truth = truth(&reading.document, &Source::new("a.md", source));
    (truth, Expected::of(&reading.document, "a", apparatus.to_vec()))
}

/// Findings as text: rule, line, the words of the source, the message.
pub fn shown(source: &str, findings: &[Diagnostic]) -> String {
    let place = Source::new("a.md", source);
    let line = |it: &Diagnostic| {
        let line = place.place(it.span.start as usize).line;
        format!("{} {line} [{}] {}", it.rule, &source[it.span.range()], it.message.zh)
    };
    findings.iter().map(line).collect::<Vec<_>>().join("\n")
}
