//! What the front matter of an official document adds to its text: each element in its place, word for word.

use diben::verify;
use diben::verify::Apparatus::{self, Addressee, Attachments, Folio, Imprint, Masthead, Signature};

use super::set::set;
use super::{shown, wanted};

const KINDS: &[Apparatus] = &[Masthead, Addressee, Attachments, Signature, Imprint];

const NOTICE: &str = "---
date: 2026-02-09
layout:
  name: gongwen
  份号: \"000012\"
  密级: 秘密★1年
  发文机关标志: [省财政厅, 省水利厅, 文件]
  发文字号: 江财发〔2026〕12号
  签发人: [张三, 李四]
  主送: 各市人民政府：
  附件说明: [分工表, 报告要点]
  署名: [省财政厅, 省水利厅]
  附注: 此件公开发布
  抄送: 省委各部门。
  印发机关: 省财政厅办公室
  印发日期: 2026-02-10
---

# 关于检查的通知

现就检查通知如下。

请遵照执行。

## 附件1　分工表

各市分工。
";

/// The blocks of a true edition, in order.
fn blocks() -> Vec<String> {
    let head = ["000012", "秘密★1年", "省财政厅", "省水利厅", "文件", "江财发〔2026〕12号", "签发人：张三 李四"];
    let title = ["= 关于检查的通知", "各市人民政府：", "现就检查通知如下。", "请遵照执行。"];
    let close = ["附件：1.分工表", "2.报告要点", "省财政厅", "省水利厅", "2026年2月9日", "（此件公开发布）"];
    let tail = ["= 附件1　分工表", "各市分工。", "抄送：省委各部门。", "省财政厅办公室2026年2月10日印发"];
    let block = |it: &str| match it.strip_prefix("= ") {
        Some(words) => format!("#heading(level: 1)[#\"{words}\"]"),
        None => format!("#par[#\"{it}\"]"),
    };
    let bare = "#set page(height: 200mm, header: none, footer: none)".to_owned();
    [bare].into_iter().chain([&head[..], &title, &close, &tail].concat().into_iter().map(block)).collect()
}

fn at(blocks: &[String], words: &str) -> usize {
    let found = blocks.iter().position(|it| it.contains(&format!("[#\"{words}\"]")));
    found.unwrap_or_else(|| panic!("no block says {words}"))
}

fn found(tamper: impl Fn(&mut Vec<String>)) -> String {
    let mut blocks = blocks();
    tamper(&mut blocks);
    let (truth, expected) = wanted(NOTICE, KINDS);
    shown(NOTICE, &verify::pdf(&truth, &expected, &set(&blocks, true)).unwrap())
}

#[test]
fn a_true_document_is_clean() {
    assert_eq!(found(|_| {}), "");
}

#[test]
fn every_element_is_missed_where_it_lacks() {
    let all = blocks();
    for (place, block) in all.iter().enumerate().skip(1) {
        let found = found(|it| drop(it.remove(place)));
        assert!(!found.is_empty(), "{block} was left out, and nobody saw it");
    }
    let found = found(|it| drop(it.remove(at(it, "各市人民政府："))));
    assert!(found.starts_with("edition/apparatus 19 [] 存档 PDF 第 1 页缺应有的“各市人民政府：”"), "{found}");
}

#[test]
fn every_element_is_compared_word_for_word() {
    for (old, new) in [
        ("000012", "000013"),
        ("秘密★1年", "秘密★2年"),
        ("江财发〔2026〕12号", "江财发〔2026〕21号"),
        ("签发人：张三 李四", "签发人：李四 张三"),
        ("各市人民政府：", "各县人民政府："),
        ("附件：1.分工表", "附件：2.分工表"),
        ("2026年2月9日", "2026年2月8日"),
        ("（此件公开发布）", "（此件不公开）"),
        ("抄送：省委各部门。", "抄送：省委各部委。"),
        ("省财政厅办公室2026年2月10日印发", "省财政厅办公室2026年2月11日印发"),
    ] {
        let found = found(|it| {
            let place = at(it, old);
            it[place] = it[place].replace(old, new);
        });
        assert!(found.starts_with("edition/apparatus "), "{old} became {new}: {found}");
        assert!(found.lines().all(|it| it.starts_with("edition/apparatus")), "{found}");
    }
}

#[test]
fn every_element_stands_in_its_place() {
    let moved = |from: &'static str, before: &'static str| {
        found(move |it| {
            let block = it.remove(at(it, from));
            it.insert(at(it, before), block);
        })
    };
    assert!(
        moved("江财发〔2026〕12号", "省财政厅").contains("排错了地方"),
        "{}",
        moved("江财发〔2026〕12号", "省财政厅")
    );
    for (from, before) in [
        ("各市人民政府：", "关于检查的通知"),
        ("附件：1.分工表", "请遵照执行。"),
        ("2026年2月9日", "附件1　分工表"),
        ("抄送：省委各部门。", "附件1　分工表"),
        ("（此件公开发布）", "各市分工。"),
    ] {
        assert!(!moved(from, before).is_empty(), "{from} before {before} was not seen");
    }
}

#[test]
fn nothing_else_may_stand_there() {
    let more = found(|it| it.insert(at(it, "关于检查的通知"), "#par[#\"特急\"]".to_owned()));
    assert!(more.contains("多出“特急"), "{more}");
    let joined = found(|it| {
        let place = at(it, "各市人民政府：");
        it[place] = "#par[#\"各市人民政府：现就检查通知如下。\"]".to_owned();
        it.remove(place + 1);
    });
    assert!(joined.starts_with("edition/structure"), "{joined}");
    // A layout that does not declare an element may not print it.
    let (truth, expected) = wanted(NOTICE, &[Masthead, Addressee, Attachments, Signature]);
    let undeclared = shown(NOTICE, &verify::pdf(&truth, &expected, &set(&blocks(), true)).unwrap());
    assert!(undeclared.contains("多出“抄送：省委各部门。"), "{undeclared}");
}

/// 7.5: where a blank page stands before the imprint, neither has a folio; any other page has one.
#[test]
fn pages_without_folio() {
    let kinds: Vec<Apparatus> = KINDS.iter().copied().chain([Folio]).collect();
    let prove = |footer: &str, blank: bool| {
        let mut blocks = blocks();
        blocks[0] = format!("#set page(height: 200mm, header: none, footer: {footer})");
        let imprint = at(&blocks, "抄送：省委各部门。");
        let code = if blank { "#pagebreak();#box();#pagebreak()" } else { "#pagebreak()" };
        blocks.insert(imprint, code.to_owned());
        let (truth, expected) = wanted(NOTICE, &kinds);
        shown(NOTICE, &verify::pdf(&truth, &expected, &set(&blocks, true)).unwrap())
    };
    let (every, first) = ("context counter(page).display()", "context if here().page() == 1 [1]");
    assert_eq!(prove(first, true), "");
    assert_eq!(prove(every, false), "");
    assert!(prove(every, true).contains("第 2 页是版记前的空白页或版记页，不编页码"), "{}", prove(every, true));
    assert!(prove(first, false).contains("第 2 页的页码应为 2，见到 0 处"), "{}", prove(first, false));
}
