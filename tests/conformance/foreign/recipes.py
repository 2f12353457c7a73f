"""The twenty recipes: who makes the file, from which law, changed how, set how. `why`: what a reader may trip over.

TITLE stands for the title of the law."""

FOLIO = "@page { @bottom-center { content: '— ' counter(page) ' —'; font-size: 10pt } }"
PAGES = "@page { @bottom-center { content: '第 ' counter(page) ' 页 共 ' counter(pages) ' 页'; font-size: 9pt } }"
NO_FOLIO = "@page :first { @bottom-center { content: none } @top-center { content: none } }"

RECIPES = [
    # --- Chromium ---
    dict(name="chromium-browser", maker="chromium", law="个体工商户条例", changes=["gather"],
         why="tagged; the browser's own head and foot: date, title, address, n/m; gaps, no first-line indent",
         tagged=True, furniture=True,
         css="@page{margin:18mm} p{text-indent:0;margin-bottom:1em;text-align:left} html,.line,.article{font-family:'WenQuanYi Zen Hei'} html{font-size:11pt}"),
    dict(name="chromium-columns", maker="chromium", law="互联网上网服务营业场所管理条例", changes=["narrow"],
         why="untagged; two columns of small type; folio — n —",
         css=FOLIO + "@page{margin:22mm 18mm} html{font-size:9pt;line-height:1.6} body{columns:2;column-gap:9mm}"
             "h1,.line{column-span:all} h2{font-size:10.5pt}"),
    dict(name="chromium-contents", maker="chromium", law="行政复议法", changes=["gather"],
         why="tagged, outline; cover, contents with leaders; the title in the head, folios; chapters and sections",
         tagged=True, outline=True, options=dict(contents=3, cover="全国人民代表大会常务委员会办公厅"),
         css="@page{@top-center{content:'TITLE';font-size:9pt}@bottom-right{content:counter(page);font-size:9pt}}" + NO_FOLIO),
    dict(name="chromium-ragged", maker="chromium", law="办理危害食品安全刑事案件", changes=["spaced", "brackets"],
         why="untagged; a title of two lines; ragged right, blank lines between paragraphs and first-line indent; spaces round figures; bold article numbers",
         css=PAGES + "p{text-align:left;margin-bottom:.9em} .article{font-weight:700} html{font-size:11pt;line-height:1.6}"
             "@page{margin:25mm 32mm 25mm 25mm}"),
    dict(name="chromium-official", maker="chromium", law="济南市城市建设档案管理规定", changes=["bare", "official"],
         why="untagged; an official paper: red head, document number, signature and date; 28 characters by 22 lines",
         css=FOLIO + "@page{margin:37mm 26mm 35mm 28mm} html{font-size:15.75pt;line-height:29.5pt;font-family:'Publishing Kai SC'}"
             "h1{font-size:22pt;font-weight:400;font-family:'Noto Serif SC';line-height:1.4} .sign:first-of-type{margin-top:1em}"),
    # --- WeasyPrint ---
    dict(name="weasyprint-book", maker="weasyprint", law="宪法", changes=[], tagged=True,
         why="PDF/UA; A5; contents with dot leaders; title on even, chapter on odd pages; folio outside; preamble",
         options=dict(contents=3, cover="人民出版社"),
         css="@page{size:A5;margin:20mm 18mm} html{font-size:10pt;line-height:1.7} h1{font-size:18pt}"
             "h1{string-set:book content()} h2{string-set:chapter content();break-before:page}"
             ".leader a::after{content:leader('.') target-counter(attr(href),page)}"
             "@page:left{@top-left{content:string(book);font-size:8pt}@bottom-left{content:counter(page)}}"
             "@page:right{@top-right{content:string(chapter);font-size:8pt}@bottom-right{content:counter(page)}}"
             ".cover{padding-top:30mm}.cover .cover-foot{padding-top:60mm}" + NO_FOLIO),
    dict(name="weasyprint-notes", maker="weasyprint", law="民用爆炸物品安全管理条例", changes=["gather", "notes"],
         why="untagged; notes at the foot of pages with a rule; their marks raised",
         options=dict(footnotes="foot"),
         css=FOLIO + ".foot{float:footnote;font-size:8.5pt;line-height:1.4;text-indent:0;font-family:'Noto Serif SC';font-weight:400}"
             "@page{@footnote{border-top:.5pt solid black;padding-top:4pt}}"),
    dict(name="weasyprint-landscape", maker="weasyprint", law="劳动争议调解仲裁法", changes=[],
         why="untagged; A4 on its side, two columns; 第 n 页 共 m 页; lines under the title each by itself",
         css=PAGES + "@page{size:A4 landscape;margin:20mm 22mm} html{font-size:10.5pt;line-height:1.65} body{columns:2;column-gap:14mm}"),
    dict(name="weasyprint-spaced", maker="weasyprint", law="地图管理条例", changes=["gather"], tagged=True,
         why="tagged; letter-spaced heads, figures in another face, wide lines",
         options=dict(heads="　　"),
         css="html{font-family:'Source Serif 4','Noto Serif SC';line-height:2.2} h2{letter-spacing:.5em} h1{letter-spacing:.1em}"
             "@page{@top-right{content:'国务院公报';font-size:9pt}@bottom-center{content:'· ' counter(page) ' ·'}}"),
    dict(name="weasyprint-annex", maker="weasyprint", law="失业保险条例", changes=["gather", "brackets", "table"], tagged=True,
         why="tagged; two annexes on new pages, a table with borders; bold article numbers",
         css=FOLIO + ".article{font-family:inherit;font-weight:700}"),
    # --- LibreOffice ---
    dict(name="libreoffice-plain", maker="libreoffice", law="城市节约用水管理规定", changes=["gather"],
         why="untagged; a typist's page: folio — n —, justified, marks hang over the edge, numbers in bold", options=dict(folio="— # —")),
    dict(name="libreoffice-notes", maker="libreoffice", law="植物新品种保护条例", changes=["notes"], tagged=True,
         why="tagged; the word processor's own notes at the foot, numbered anew on each page; title in the head; 第 n 页 共 m 页",
         options=dict(folio="第 # 页 共 ## 页", running=True)),
    dict(name="libreoffice-contents", maker="libreoffice", law="仲裁法", changes=["gather"],
         why="untagged; cover, contents by tabs with leaders; title on left, organ on right pages",
         options=dict(folio="#", contents=3, cover="司法部法制司编", running=True, mirrored="法律汇编")),
    dict(name="libreoffice-table", maker="libreoffice", law="档案法实施条例", changes=["brackets", "table"],
         why="PDF/A-1, tagged; annexes on pages on their side, a table with borders; gaps between paragraphs", tagged=True, archival=True,
         options=dict(folio="- # -", gap=6, wide=True)),
    dict(name="libreoffice-criminal", maker="libreoffice", law="刑法", changes=["bare"],
         why="untagged; two columns, small type; parts, chapters and sections; annexes; 58 pages",
         options=dict(folio="#", running=True, columns=2, size=9, line=150)),
    # --- ReportLab ---
    dict(name="reportlab-song", maker="reportlab", law="国家赔偿费用管理条例", changes=["gather"],
         why="untagged; a face that is not embedded (Adobe-GB1 CID), ragged right; folio — n —",
         options=dict(font="STSong-Light", folio="— {} —")),
    dict(name="reportlab-kai", maker="reportlab", law="上海市人民代表大会常务委员会规范性文件备案审查条例", changes=["brackets"],
         why="untagged; embedded TrueType; heads on odd and even pages differ; letter-spaced heads; 第 n 页",
         options=dict(font="kai", folio="第 {} 页", heads=("TITLE", "人民代表大会常务委员会公报"), spread=True)),
    dict(name="reportlab-columns", maker="reportlab", law="海关事务担保条例", changes=["brackets"],
         why="untagged; two columns, small type, black body face; a title of two lines",
         options=dict(font="hei", folio="- {} -", columns=2, size=9)),
    dict(name="reportlab-table", maker="reportlab", law="金融机构撤销条例", changes=["gather", "narrow", "table"],
         why="untagged; annexes, a table with borders; gaps between paragraphs, no indent; a document number in the head",
         options=dict(font="kai", folio="{}", gap=8, indent=0, heads=("国务院令第324号", "国务院令第324号"))),
    dict(name="reportlab-canvas", maker="reportlab", law="婚姻登记条例", changes=["spaced"],
         why="untagged; every line put down by itself, figures in another face apart; the folio within the text area",
         options=dict(font="STSong-Light", canvas=True, folio="{}")),
]
