//! What an editor can do in the source about the commoner charges. Where nothing can be done there, it says so: the fault
//! is then the layout's or the tool's.

use crate::message::Message;
use crate::say;
use crate::verify::judges::Judge;

/// Returns what can be done about a charge; nothing where the judge's own words have to do.
pub fn advice(judge: Judge, id: &str) -> Option<Message> {
    match judge {
        Judge::EpubCheck => epubcheck(id),
        Judge::Ace => ace(id),
        Judge::VeraPdf => verapdf(id.rsplit(' ').next().unwrap_or_default()),
    }
}

fn not_yours() -> Message {
    say!(
        zh: "这不是正文的错：EPUB 做成以后有人改过，或者是 diben 的缺陷。先重新 build；还有，就报告给 diben。",
        en: "this is no fault of the text: the EPUB was changed after it was made, or diben is at fault. Build anew; if it stays, report it."
    )
}

fn epubcheck(id: &str) -> Option<Message> {
    Some(match id {
        "RSC-005" | "RSC-012" | "RSC-016" | "RSC-017" | "HTM-004" | "NAV-011" => not_yours(),
        "RSC-001" | "RSC-007" | "RSC-008" => {
            say!(zh: "看看这里的图是否还在项目里，再重新 build；成品做好以后不要改它里面的文件。", en: "see whether the picture is still in the project, then build anew; don't change files in a finished edition.")
        }
        "RSC-006" | "RSC-020" | "RSC-029" | "RSC-030" | "RSC-033" | "HTM-025" => {
            say!(zh: "看看这里的网址是否写对。", en: "see whether the web address here is right.")
        }
        "OPF-014" => {
            say!(zh: "内容与包文件里的声明不符，多半是图或字体引用了别处的文件：换成放在项目里的图。", en: "content and declaration differ, most often since a picture refers to a file elsewhere: use one that lies in the project.")
        }
        "OPF-092" => {
            say!(zh: "题头的 lang 写成 zh-CN 这样的语言代码，用连字符。", en: "write `lang` in the front matter as a language tag with hyphens, such as zh-CN.")
        }
        "OPF-085" | "OPF-053" => {
            say!(zh: "改正题头的 identifier 或 date。", en: "mend `identifier` or `date` in the front matter.")
        }
        "PKG-021" | "PKG-022" | "MED-003" | "MED-004" | "OPF-029" => {
            say!(zh: "这个图损坏了，或者不是扩展名所说的格式：换一张。", en: "the picture is broken or not of the format that its name says: use another.")
        }
        "OPF-003" => {
            say!(zh: "包里有没有登记的文件，读者读不到；重新 build。", en: "the package holds a file that it does not declare; build anew.")
        }
        _ => return None,
    })
}

fn ace(id: &str) -> Option<Message> {
    Some(match id {
        "image-alt" | "svg-img-alt" | "role-img-alt" => {
            say!(zh: "在图的方括号里写说明：![图上是什么](图.png)。", en: "write in the brackets what the picture shows: ![what it shows](picture.png).")
        }
        "image-redundant-alt" => {
            say!(zh: "图的说明与旁边的文字相同；写图上有什么，或者删去重复的文字。", en: "the words for the picture repeat the text beside it: say what it shows.")
        }
        "heading-order" => {
            say!(zh: "标题跳了级：让 # 的个数逐级加一，中间不要缺章、节。", en: "headings skip a level: let the count of # grow one by one.")
        }
        "empty-heading" => {
            say!(zh: "给标题写上字，或者删去这一行的 #。", en: "give the heading words, or take its # away.")
        }
        "link-name" | "link-in-text-block" => {
            say!(zh: "给链接写上看得懂的文字：[《条例》全文](网址)。", en: "give the link words that tell where it leads: [the whole text](address).")
        }
        "empty-table-header" | "td-headers-attr" | "th-has-data-cells" | "scope-attr-valid" => {
            say!(zh: "给表格写表头，每一列都有字。", en: "give the table a head with words in each column.")
        }
        "color-contrast" => {
            say!(zh: "文字与底色太接近。颜色是版式定的，不在正文里；看版式的 epub.css。", en: "text and ground are too alike. Colours are the layout's, not the text's: see its epub.css.")
        }
        "epub-lang" | "html-has-lang" | "html-lang-valid" | "html-xml-lang-mismatch" | "valid-lang" => {
            say!(zh: "题头写 lang: zh-CN。", en: "write `lang: zh-CN` in the front matter.")
        }
        "epub-title" | "document-title" => {
            say!(zh: "写题名：第一行 # 题名，或者题头的 title。", en: "write a title: `# title`, or `title` in the front matter.")
        }
        "metadata-accessibilitysummary"
        | "metadata-accessmode"
        | "metadata-accessmodesufficient"
        | "metadata-accessibilityfeature"
        | "metadata-accessibilityhazard"
        | "epub-type-has-matching-role"
        | "epub-pagesource"
        | "pagebreak-label"
        | "landmark-unique"
        | "epub-toc-order" => not_yours(),
        _ => return None,
    })
}

fn verapdf(test: &str) -> Option<Message> {
    Some(match test {
        "7.3/1" => {
            say!(zh: "在图的方括号里写说明：![图上是什么](图.png)。", en: "write in the brackets what the picture shows: ![what it shows](picture.png).")
        }
        "7.1/9" | "7.1/10" => {
            say!(zh: "写题名：第一行 # 题名，或者题头的 title；再重新 build。", en: "write a title: `# title`, or `title` in the front matter; then build anew.")
        }
        it if it.starts_with("7.2/") => {
            say!(zh: "题头写 lang: zh-CN；再重新 build。", en: "write `lang: zh-CN` in the front matter; then build anew.")
        }
        it if it.starts_with("7.4") => {
            say!(zh: "标题跳了级：让 # 的个数逐级加一，中间不要缺章、节。", en: "headings skip a level: let the count of # grow one by one.")
        }
        it if it.starts_with("7.5/") => {
            say!(zh: "给表格写表头；各行的格数要相同。", en: "give the table a head; all rows need as many cells.")
        }
        it if it.starts_with("7.21") || it.starts_with("6.2.11") => {
            say!(zh: "这里的字体有缺陷：在项目的 fonts/ 里换一款。", en: "the font used here is at fault: put another into the project's fonts/.")
        }
        _ => return None,
    })
}
