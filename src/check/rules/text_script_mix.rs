//! 简体的文字里混进了繁体字。
//!
//! A traditional character stands in a simplified text.
//!
//! **为什么** 简繁转换不净，常在简体文件里留下“國”“規”“與”：检索落空，印出来也不合通用规范汉字表。只查规范字表里没有的繁体字；
//! 全文用繁体的文件不管，引号、书名号和表格里的字不管。
//!
//! **Why** A conversion between scripts that was not finished leaves 國, 規 or 與 in a simplified text: searches miss them, and the
//! table of standard characters does not have them. Only traditional characters outside of that table are looked for; a text
//! in traditional characters is left alone, and so are quotations, titles and tables.
//!
//! ```md bad
//! 第一条　为了規范档案管理，根据国家有关规定，制定本办法。
//! ```
//!
//! ```md good
//! 第一条　为了规范档案管理，根据“國立檔案館”移交的目录，制定本办法。
//! ```
//!
//! ```md good
//! 第一條　為了規範檔案管理，制定本辦法。
//! ```

use std::sync::LazyLock;

use crate::check::prose::{Prose, Setting};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::say;
use crate::text::Edit;

pub const ID: &str = "text/script-mix";
pub const LEVEL: Level = Level::On(Severity::Warning);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let bits = &**BITS;
    let may_mix = |it: &&Prose| it.passage.text.chars().any(|it| is_one_of(bits, it));
    let mixed: Vec<&Prose> = work.prose().iter().filter(may_mix).collect();
    if mixed.is_empty() || !is_simplified(work) {
        return Vec::new();
    }
    mixed.into_iter().filter(|it| !it.quoted && it.setting != Setting::Cell).flat_map(found).collect()
}

fn found(prose: &Prose) -> Vec<Diagnostic> {
    let text = &prose.passage.text;
    let mut findings = Vec::new();
    let mut closes = Vec::new();
    for (at, it) in text.char_indices() {
        match it {
            '“' => closes.push('”'),
            '《' => closes.push('》'),
            '‘' => closes.push('’'),
            _ if closes.last() == Some(&it) => _ = closes.pop(),
            _ => {}
        }
        let Some(right) = simplified(it).filter(|_| closes.is_empty()) else { continue };
        let Some(span) = prose.passage.place(at..at + it.len_utf8()) else { continue };
        let mut finding =
            Diagnostic::warning(ID, span, say!(zh: "“{it}”是繁体字", en: "{it} is a traditional character"))
                .hint(say!(zh: "改成“{right}”。", en: "write {right}."));
        finding.fix = Some(Fix {
            message: say!(zh: "换成简体字", en: "put in the simplified character"),
            safe: false,
            edits: vec![Edit { span, text: right.to_string() }],
        });
        findings.push(finding);
    }
    findings
}

/// Returns whether a work is in simplified characters: of the characters that the two scripts write
/// differently, all but a few are of the new one.
fn is_simplified(work: &Work) -> bool {
    let (mut old, mut new) = (0, 0);
    for it in work.prose().iter().flat_map(|it| it.passage.text.chars()) {
        old += usize::from(is_traditional(it));
        new += usize::from(NEW.binary_search(&it).is_ok());
    }
    new > 5 * old
}

/// A bit for each code point of the main block: whether it is the old form of a pair.
static BITS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![0; HAN / 64 + 1];
    OLD.iter().filter_map(|it| han(it.0)).for_each(|at| bits[at / 64] |= 1 << (at % 64));
    bits
});

/// Returns whether a character is one of the table.
fn is_traditional(it: char) -> bool {
    is_one_of(&BITS, it)
}

/// The same with the bits at hand: every character of the text is asked.
fn is_one_of(bits: &[u64], it: char) -> bool {
    han(it).is_some_and(|at| bits[at / 64] & (1 << (at % 64)) != 0)
}

/// How many code points the main block of ideographs has.
const HAN: usize = 0x5200;

/// Returns the place of a character in the main block of ideographs.
fn han(it: char) -> Option<usize> {
    u32::from(it).checked_sub(0x4E00).map(|it| it as usize).filter(|it| *it < HAN)
}

fn simplified(it: char) -> Option<char> {
    OLD.binary_search_by_key(&it, |pair| pair.0).ok().map(|at| OLD[at].1)
}

static OLD: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut pairs: Vec<(char, char)> = PAIRS
        .split_whitespace()
        .filter_map(|it| Some((it.chars().next()?, it.chars().nth(1)?)))
        .collect();
    pairs.sort_unstable();
    pairs
});

static NEW: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut out: Vec<char> = OLD.iter().map(|it| it.1).collect();
    out.sort_unstable();
    out.dedup();
    out
});

/// Traditional characters that the table of standard characters does not have, each before its simplified form.
#[rustfmt::skip]
const PAIRS: &str = "\
國国 與与 規规 為为 無无 學学 會会 書书 來来 時时 個个 們们 這这 說说 對对 開开 關关 門门 間间 問问 長长 東东 車车 馬马 \
鳥鸟 魚鱼 見见 貝贝 負负 財财 責责 資资 費费 賣卖 買买 價价 貨货 質质 貿贸 賠赔 贈赠 賬账 購购 貸贷 賃赁 產产 業业 員员 \
條条 項项 頁页 順顺 須须 預预 領领 頒颁 額额 題题 類类 願愿 顯显 顧顾 風风 飛飞 飯饭 飲饮 養养 館馆 餘余 驗验 驅驱 證证 \
認认 設设 許许 訴诉 訟讼 評评 詢询 試试 該该 詳详 調调 談谈 請请 論论 諸诸 課课 講讲 謝谢 議议 護护 譯译 讀读 變变 讓让 \
計计 訂订 記记 訓训 託托 訊讯 實实 審审 寫写 寬宽 寶宝 將将 專专 尋寻 導导 屬属 層层 歲岁 島岛 師师 帳帐 帶带 幣币 幹干 \
廠厂 廣广 庫库 應应 廢废 張张 強强 彈弹 從从 復复 徑径 愛爱 態态 憑凭 憲宪 懷怀 戰战 擁拥 擇择 據据 擔担 擴扩 擾扰 攝摄 \
敗败 敵敌 數数 斷断 舊旧 曆历 術术 權权 極极 構构 標标 樣样 樹树 橋桥 機机 檔档 檢检 樓楼 歐欧 歷历 歸归 殘残 殺杀 毀毁 \
決决 沒没 況况 準准 溝沟 滅灭 滿满 漁渔 漢汉 潔洁 濟济 測测 湯汤 減减 灣湾 燈灯 營营 爭争 爾尔 牽牵 獎奖 獨独 獲获 獻献 \
環环 現现 畫画 當当 療疗 發发 盜盗 盡尽 監监 盤盘 確确 碼码 禮礼 種种 稅税 積积 穩稳 窮穷 競竞 筆笔 節节 範范 築筑 簡简 \
簽签 籌筹 籤签 糧粮 紀纪 約约 納纳 純纯 級级 細细 終终 組组 結结 給给 統统 絕绝 經经 綜综 綠绿 維维 網网 緊紧 線线 締缔 \
編编 緩缓 縣县 總总 績绩 織织 繫系 繼继 續续 罰罚 罷罢 羅罗 義义 習习 聖圣 聞闻 聯联 聲声 職职 聽听 脅胁 脫脱 興兴 舉举 \
艙舱 艦舰 藝艺 藥药 蘇苏 處处 號号 虧亏 蟲虫 衛卫 補补 裝装 製制 複复 襲袭 覺觉 觀观 觸触 誤误 諾诺 豐丰 賓宾 賞赏 賴赖 \
轉转 輪轮 輸输 輔辅 輕轻 載载 較较 農农 運运 過过 達达 違违 遞递 遠远 適适 選选 遺遗 還还 邊边 郵邮 鄉乡 醫医 釋释 針针 \
鈔钞 銀银 銷销 錄录 錢钱 鋼钢 錯错 鐵铁 鑒鉴 閉闭 閱阅 陳陈 陸陆 陽阳 隊队 階阶 際际 險险 隨随 隱隐 雙双 雜杂 離离 難难 \
電电 靈灵 靜静 韓韩 響响 頭头 黨党 齊齐 龍龙 龜龟 點点 體体 鹽盐 麥麦 黃黄 齡龄 團团 園园 圍围 圖图 壓压 壞坏 執执 報报 \
場场 塊块 墊垫 壯壮 備备 傳传 債债 傷伤 優优 償偿 儲储 兒儿 內内 兩两 務务 動动 勞劳 勢势 勝胜 勵励 勳勋 區区 協协 單单 \
嚴严 參参 啟启 喪丧 嘆叹 嘗尝 嚮向 夾夹 奪夺 婦妇 媽妈 孫孙 寧宁 屆届 峽峡 幾几 廳厅";
