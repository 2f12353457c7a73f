//! Where a line of a title or a 题注 may end: they are broken by sense, which only words know. A cut too many is harmless, since
//! a layout takes as few as it needs.

use std::ops::Range;

use crate::publish::typst::segments::tail;

/// Names that stand on a line of their own at the beginning of a title.
pub const BODIES: &[&str] = &[
    "中华人民共和国",
    "人民代表大会常务委员会",
    "人民代表大会",
    "最高人民法院",
    "最高人民检察院",
    "国务院",
    "人民政府",
    "委员会",
];

/// Places that a title may open with.
const PLACES: &[&str] = &["特别行政区", "自治区", "自治州", "自治县", "省", "市", "县"];

/// Words before which a line of a title may end.
const OPENERS: &[&str] = &[
    "关于",
    "《",
    "适用",
    "审理",
    "执行",
    "办理",
    "实施",
    "修改",
    "废止",
    "批准",
    "授予",
    "加强",
    "若干",
    "暂行",
    "试行",
    "监督",
    "管理",
    "保护",
    "促进",
    "安全",
    "建设",
    "防治",
    "预防",
    "处罚",
    "救助",
    "服务",
    "登记",
    "监察",
    "工作",
    "法律适用",
    "具体应用",
    "相关纠纷",
    "刑事案件",
    "民事案件",
    "行政案件",
    "列入",
    "中央",
    "中国人民",
];

/// How far from its beginning a title may name a place.
const PLACE_WITHIN: usize = 12;

/// Returns the byte offsets at which a line of a title may end, in order.
pub fn cuts(title: &str) -> Vec<usize> {
    let mut out = Vec::new();
    for body in BODIES {
        out.extend(title.match_indices(body).map(|(at, _)| at + body.len()));
    }
    out.extend(place_end(title));
    for opener in OPENERS {
        out.extend(title.match_indices(opener).map(|(at, _)| at));
    }
    for mark in ["》", "、", "，"] {
        out.extend(title.match_indices(mark).map(|(at, _)| at + mark.len()));
    }
    // 监督管理 is one word, and so is what a book mark or a comma holds.
    out.retain(|&at| {
        let (before, behind) = title.split_at(at);
        let one_word = before.ends_with("监督") && behind.starts_with("管理");
        let held = before.is_empty() || before.ends_with("关于") || before.ends_with(['《', '（', '“']);
        let follows = behind.chars().next();
        !one_word && !held && follows.is_some_and(|it| !"》，。、；：）”的和与及".contains(it))
    });
    out.sort_unstable();
    out.dedup();
    out
}

/// Returns where the name of the place ends that a title opens with: 宁波市住宅小区物业管理条例.
pub fn place_end(title: &str) -> Option<usize> {
    let opening = title.char_indices().nth(PLACE_WITHIN).map_or(title.len(), |it| it.0);
    let place = PLACES.iter().filter_map(|it| title[..opening].find(it).map(|at| (at, at + it.len())));
    // 城市 and 都市 are no places, nor does one open with its kind.
    place.filter(|(at, _)| *at > 0 && !title[..*at].ends_with(['城', '都'])).map(|it| it.1).min()
}

/// Words behind which a line of a 题注 may end.
const PHRASE_ENDS: &[&str] = &["日", "人民代表大会", "委员会", "会议", "主席令", "国务院令", "号", "次", "届"];

/// The longest phrase of a 题注 that stays together, in characters.
const PHRASE: usize = 12;

/// Returns the phrases of a 题注, each with whether it stays together at the end of a line. Marks stand between them.
pub fn phrases(note: &str) -> Vec<(Range<usize>, bool)> {
    let mut ends: Vec<usize> =
        PHRASE_ENDS.iter().flat_map(|it| note.match_indices(it).map(|(at, _)| at + it.len())).collect();
    let is_mark = |it: char| !it.is_alphanumeric();
    for (at, it) in note.char_indices().filter(|it| is_mark(it.1)) {
        ends.extend([at, at + it.len_utf8()]);
    }
    ends.push(note.len());
    ends.sort_unstable();
    ends.dedup();
    let mut out = Vec::new();
    let mut from = 0;
    for to in ends.into_iter().filter(|it| *it > 0) {
        let phrase = &note[from..to];
        out.push((from..to, !phrase.contains(is_mark) && (2..=PHRASE).contains(&phrase.chars().count())));
        from = to;
    }
    // No character of its last line stands alone.
    let bound = |start: usize| out.iter().any(|(it, whole)| *whole && it.start <= start && start + 4 < it.end);
    if let Some(start) = tail(note).filter(|it| !bound(*it)) {
        out.retain(|(range, _): &(Range<usize>, bool)| range.start < start);
        if let Some((range, _)) = out.last_mut() {
            range.end = range.end.min(start);
        }
        out.push((start..note.len(), true));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{cuts, phrases};

    fn shown(title: &str) -> String {
        let mut out = title.to_owned();
        cuts(title).iter().rev().for_each(|&at| out.insert(at, '|'));
        out
    }

    #[test]
    fn titles_are_cut_by_sense() {
        assert_eq!(shown("中华人民共和国劳动争议调解仲裁法"), "中华人民共和国|劳动争议调解仲裁法");
        assert_eq!(shown("宁波市住宅小区物业管理条例"), "宁波市|住宅小区物业|管理条例");
        assert_eq!(
            shown("最高人民法院关于审理食品药品纠纷案件适用法律若干问题的规定"),
            "最高人民法院|关于审理食品药品纠纷案件|适用法律|若干问题的规定"
        );
        assert_eq!(
            shown("全国人民代表大会常务委员会关于修改《中华人民共和国文物保护法》的决定"),
            "全国人民代表大会|常务委员会|关于修改|《中华人民共和国|文物|保护法》的决定"
        );
        assert_eq!(shown("城市供水条例"), "城市供水条例");
        assert_eq!(shown("宪法"), "宪法");
    }

    #[test]
    fn notes_in_phrases() {
        let note = "（2007年12月29日第十届全国人民代表大会常务委员会第三十一次会议通过）";
        let shown: String = phrases(note)
            .into_iter()
            .map(|(it, whole)| if whole { format!("[{}]", &note[it]) } else { note[it].to_owned() })
            .collect();
        assert_eq!(shown, "（[2007年12月29日][第十届][全国人民代表大会][常务委员会][第三十一次][会议][通过]）");
    }
}
