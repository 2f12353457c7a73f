//! Small tagged PDFs, set by Typst from blocks that the tests write: independent of the room that makes editions.

use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, pdf};

struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    font: Font,
}

struct Sheet<'a> {
    desk: &'a Desk,
    main: Source,
}

fn desk() -> &'static Desk {
    static DESK: OnceLock<Desk> = OnceLock::new();
    DESK.get_or_init(|| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/NotoSerifSC-Regular.otf");
        let bytes = std::fs::read(path).expect("the font is part of the project");
        let font = Font::new(Bytes::new(bytes), 0).expect("a font");
        let mut book = FontBook::new();
        book.push(font.info().clone());
        Desk { library: LazyHash::new(Library::builder().build()), book: LazyHash::new(book), font }
    })
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.desk.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &self.desk.book
    }
    fn main(&self) -> FileId {
        self.main.id()
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }
    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }
    fn font(&self, index: usize) -> Option<Font> {
        (index == 0).then(|| self.desk.font.clone())
    }
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The page: small, with a running head and a folio.
const PAGE: &str = r#"
#set document(title: "联通倡议", date: datetime(year: 2015, month: 5, day: 28))
#set text(font: "Noto Serif SC", lang: "zh", region: "cn", size: 10pt, fallback: false)
#set par(justify: true)
#set page(width: 90mm, height: 80mm, margin: 14mm,
  header: context {
    let page = here().page()
    if page == 1 { return }
    if calc.even(page) { return [#"联通倡议"] }
    let seen = query(heading.where(level: 2)).filter(it => it.location().page() <= page)
    let here-now = seen.filter(it => it.location().page() == page)
    if here-now.len() > 0 { here-now.first().body } else if seen.len() > 0 { seen.last().body }
  },
  footer: context align(center, counter(page).display()),
)
"#;

/// The blocks of the text, in Typst.
pub fn blocks() -> Vec<String> {
    let p = |it: &str| format!("#par[{it}]");
    vec![
        r##"#heading(level: 1)[#"联通倡议"]"##.to_owned(),
        p(r##"#"——创新引领行动""##),
        p(
            r##"#"一、"#"我们注意到，亚欧大陆是世界上面积最大、人口最多的区域，合作具有广阔的前景和发展空间"#footnote[#"面积约五千万平方公里。"]#"。为此，我们呼吁在以下方面做出共同努力：""##,
        ),
        p(
            r##"#"二、"#h(0.5em)#"随着合作与交流的不断深入，共同利益不断扩大，加强互联互通的紧迫性日益凸显，亟需开展全方位合作，拓展基础设施建设，促进货物、服务、资本和人员的高效流动。""##,
        ),
        r##"#heading(level: 2)[#"推动基础设施互联互通"]"##.to_owned(),
        p(
            r##"#"三、"#"我们支持 "#strong[#"5G"]#" 与 "#emph[#"绿色"]#"、A"#"&"#"B、H"#sub(typographic: false)[#"2"]#"O，也支持 "#text(lang: "en", hyphenate: true)[#"Asian and European members in their unmistakable responsibilities and interconnections."]"##,
        ),
        p(r##"#"（一）"#"建立大通关机制，一致推进统一的运输规则；""##),
        p(r##"#"（二）"#"密切各方合作，致力于构建可持续的"#"\u{2060}"#"体系。""##),
        p(r##"#pdf.artifact[·]#"甲项""##),
        p(r##"#pdf.artifact[·]#"乙项""##),
        r##"#table(columns: 2, table.header([#"项目"], [#"内容"]), [#"时间"], [#"五月"], [#"地点"], [#"重庆"])"##
            .to_owned(),
        r##"#heading(level: 2)[#"深化人文交流"]"##.to_owned(),
        p(
            r##"#"四、"#"我们主张充分发挥工商界、公民社会、智库、媒体在互联互通进程中的积极作用；支持进一步促进民间文化交流；强化教育和人力资源发展合作，提高就业市场、人才市场以及旅游市场的开放程度。""##,
        ),
        r##"#align(right, par[#"2015年5月28日"#h(1em)#"重庆"])"##.to_owned(),
    ]
}

/// Returns the PDF of blocks.
pub fn set(blocks: &[String], tagged: bool) -> Vec<u8> {
    compile(format!("{PAGE}\n{}\n", blocks.join("\n")), tagged)
}

/// Returns the PDF of a whole Typst text.
pub fn compile(text: String, tagged: bool) -> Vec<u8> {
    let path = RootedPath::new(VirtualRoot::Project, VirtualPath::new("main.typ").expect("a path"));
    let main = Source::new(FileId::new(path), text);
    let sheet = Sheet { desk: desk(), main };
    let document: PagedDocument = typst::compile(&sheet).output.unwrap_or_else(|it| panic!("{it:?}"));
    pdf(&document, &PdfOptions { ident: Smart::Custom("test".into()), tagged, ..PdfOptions::default() }).expect("a PDF")
}
