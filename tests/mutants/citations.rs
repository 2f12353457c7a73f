//! Slips in references.

use diben::model::{parse_han, to_han};

use crate::mutants::law::Law;
use crate::mutants::mutation::Mutation;

const OWN: &[&str] = &["本法", "本条例", "本规定", "本办法"];

/// 本法第十条 in the text: its line, the place of 第, its number, the place behind 条.
struct Site {
    line: usize,
    start: usize,
    number: u32,
    end: usize,
}

fn sites(law: &Law) -> Vec<Site> {
    let mut out = Vec::new();
    for (line, text) in law.lines[..law.body_end()].iter().enumerate() {
        for own in OWN {
            for (at, _) in text.match_indices(&format!("{own}第")) {
                let start = at + own.len();
                let rest = &text[start + "第".len()..];
                let Some(len) = rest.find('条') else { continue };
                let Some(number) = parse_han(&rest[..len]) else { continue };
                out.push(Site { line, start, number, end: start + "第".len() + len + "条".len() });
            }
        }
    }
    out
}

/// Returns the line of a site with other words for its article and what stands behind.
fn with(law: &Law, it: &Site, words: &str, skip: usize) -> String {
    let text = &law.lines[it.line];
    format!("{}{words}{}", &text[..it.start], &text[it.end + skip..])
}

fn behind<'a>(law: &'a Law, it: &Site) -> &'a str {
    &law.lines[it.line][it.end..]
}

/// Whether nothing belongs to the reference but its article.
fn bare(law: &Law, it: &Site) -> bool {
    !behind(law, it).starts_with(['第', '、', '至', '和', '或', '以', '及', '，', '之'])
}

fn exists(law: &Law, number: u32) -> bool {
    law.articles().iter().any(|it| it.number.base == number)
}

pub fn dangling_article(law: &Law) -> Vec<Mutation> {
    let last = law.articles().last().map_or(0, |it| it.number.base);
    let fits = |it: &Site| !law.is_excerpt() && !behind(law, it).starts_with(['、', '至', '和', '或', '以', '，']);
    let mut out = Vec::new();
    for it in sites(law).iter().filter(|it| fits(it)) {
        let wrong = format!("第{}条", to_han(last + 7));
        out.push(
            Mutation::new("reference: no such 条", &wrong)
                .replace(it.line, with(law, it, &wrong, 0))
                .answer("reference/dangling", &[(it.line, 0)]),
        );
        if bare(law, it) {
            let more = format!("第{}条、{wrong}", to_han(it.number));
            out.push(
                Mutation::new("reference: no such 条 in a list", &more)
                    .replace(it.line, with(law, it, &more, 0))
                    .answer("reference/dangling", &[(it.line, 0)]),
            );
        }
    }
    out
}

pub fn dangling_paragraph(law: &Law) -> Vec<Mutation> {
    let mut out = Vec::new();
    for it in sites(law).iter().filter(|it| exists(law, it.number)) {
        let rest = behind(law, it);
        let skip = match rest.strip_prefix('第').and_then(|it| it.find('款')) {
            Some(len) if len <= "十一".len() => "第".len() + len + "款".len(),
            _ if bare(law, it) => 0,
            _ => continue,
        };
        let wrong = format!("第{}条第十九款", to_han(it.number));
        out.push(
            Mutation::new("reference: no such 款", &wrong)
                .replace(it.line, with(law, it, &wrong, skip))
                .answer("reference/dangling", &[(it.line, 0)]),
        );
    }
    out
}

pub fn dangling_item(law: &Law) -> Vec<Mutation> {
    let mut out = Vec::new();
    for it in sites(law).iter().filter(|it| exists(law, it.number) && bare(law, it)) {
        for item in ["第二十九项", "第（二十九）项", "第一款第二十九项"] {
            let wrong = format!("第{}条{item}", to_han(it.number));
            out.push(
                Mutation::new("reference: no such 项", &wrong)
                    .replace(it.line, with(law, it, &wrong, 0))
                    .answer("reference/dangling", &[(it.line, 0)]),
            );
        }
    }
    out
}

pub fn backwards(law: &Law) -> Vec<Mutation> {
    let mut out = Vec::new();
    let fits = |it: &Site| it.number > 1 && bare(law, it) && exists(law, it.number) && exists(law, it.number - 1);
    for it in sites(law).iter().filter(|it| fits(it)) {
        for joint in ["至", "到"] {
            let wrong = format!("第{}条{joint}第{}条", to_han(it.number), to_han(it.number - 1));
            out.push(
                Mutation::new("reference: range backwards", &wrong)
                    .replace(it.line, with(law, it, &wrong, 0))
                    .answer("reference/range", &[(it.line, 0)]),
            );
        }
    }
    out
}

pub fn relative(law: &Law) -> Vec<Mutation> {
    let mut out = Vec::new();
    let all = law.articles();
    for (at, it) in all.iter().enumerate().filter(|(_, it)| it.mark.starts_with('第') && !it.body.starts_with('（')) {
        let mut wrong = vec!["前款", "前两款", "前款第一项"];
        if at == 0 && !law.is_excerpt() {
            wrong.push("前条");
        }
        for wrong in wrong {
            out.push(
                Mutation::new("reference: nothing before", format!("{}: {wrong}", it.mark))
                    .replace(it.line, format!("{}{}{}依照{wrong}规定，{}", it.before, it.mark, it.after, it.body))
                    .answer("reference/relative", &[(it.line, 0)]),
            );
        }
    }
    out
}

pub fn annex(law: &Law) -> Vec<Mutation> {
    let end = law.body_end();
    let names = law.lines[..end].iter().enumerate().filter(|(_, it)| end < law.lines.len() && it.contains("附件1"));
    let wrong = |(line, text): (usize, &String)| {
        Mutation::new("reference: no such annex", "附件9")
            .replace(line, text.replace("附件1", "附件9"))
            .answer("reference/annex", &[(line, 0)])
    };
    names.map(wrong).collect()
}
