"""LibreOffice: a flat OpenDocument text becomes a PDF."""
import json
import tempfile
from html import escape
from pathlib import Path

from browsers import numbers
from tools import SOFFICE, run

SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"' for name, of in (
    ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")))
SONG = 'style:font-name="Noto Serif SC" style:font-name-asian="Noto Serif SC" fo:language="zh" fo:country="CN" style:language-asian="zh" style:country-asian="CN"'


def sized(size, bold=False, more=""):
    weight = 'fo:font-weight="bold" style:font-weight-asian="bold" ' if bold else ""
    return f'<style:text-properties {weight}{more} fo:font-size="{size}pt" style:font-size-asian="{size}pt"/>'


def style(name, paragraph="", text="", parent="Standard", master="", outline=0):
    return (f'<style:style style:name="{name}" style:family="paragraph"{f" style:parent-style-name={chr(34)}{parent}{chr(34)}" if parent else ""}'
            f'{f" style:master-page-name={chr(34)}{master}{chr(34)}" if master else ""}'
            f'{f" style:default-outline-level={chr(34)}{outline}{chr(34)}" if outline else ""}>'
            f'<style:paragraph-properties {paragraph}/>{text}</style:style>')


def styles(size, line, gap, wrap, annex):
    em = f"{2 * size}pt"
    centred = 'fo:text-align="center" fo:text-indent="0pt"'
    around = 'fo:margin-top="10pt" fo:margin-bottom="6pt" fo:keep-with-next="always"'
    yield style("Standard", f'fo:line-height="{line}%" fo:margin-bottom="{gap}pt" style:punctuation-wrap="{wrap}"',
                f'<style:text-properties {SONG} fo:font-size="{size}pt" style:font-size-asian="{size}pt"/>', parent="")
    yield style("Text", f'fo:text-align="justify" fo:text-indent="{em}"')
    yield style("Title", centred + ' fo:margin-bottom="12pt"', sized(20, True))
    yield style("Line", centred + ' fo:margin-bottom="6pt"',
                sized(size, False, 'style:font-name="Publishing Kai SC" style:font-name-asian="Publishing Kai SC"'))
    for level in (2, 3, 4, 5):
        yield style(f"Head{level}", f"{centred} {around}", sized(size + 4 - level, level < 4), outline=level)
    yield style("Annex", f'fo:text-align="start" {around}' + ("" if annex else ' fo:break-before="page"'), sized(size + 2, True), master=annex, outline=2)
    yield style("Cell", 'fo:text-align="center"')
    yield style("Folio", 'fo:text-align="center"', sized(9))
    yield style("Running", 'fo:text-align="center" fo:border-bottom="0.5pt solid #000000"', sized(9))
    yield style("Footnote", 'fo:text-indent="0pt"', sized(9))
    yield style("CoverTitle", centred + ' fo:padding-top="0pt" fo:margin-top="160pt" fo:margin-bottom="240pt"', sized(28), master="Cover")
    yield style("CoverFoot", centred, sized(14))
    yield style("ContentsTitle", centred + ' fo:break-before="page" fo:margin-bottom="10pt"', sized(16))
    stops = '<style:tab-stops><style:tab-stop style:position="{}pt" style:type="right" style:leader-style="dotted" style:leader-text="."/></style:tab-stops>'
    for level in (2, 3, 4):
        yield (f'<style:style style:name="Contents{level}" style:family="paragraph" style:parent-style-name="Standard">'
               f'<style:paragraph-properties fo:margin-left="{(level - 2) * size}pt">{stops.format(430 - (level - 2) * size)}</style:paragraph-properties></style:style>')


def layout(name, columns=1, more="", paper=(210, 297)):
    apart = f'<style:columns fo:column-count="{columns}" fo:column-gap="8mm"/>' if columns > 1 else ""
    box = "<style:header-footer-properties fo:min-height=\"8mm\" fo:margin-{}=\"4mm\"/>"
    return (f'<style:page-layout style:name="{name}" {more}><style:page-layout-properties fo:page-width="{paper[0]}mm" fo:page-height="{paper[1]}mm" '
            f'fo:margin-top="20mm" fo:margin-bottom="20mm" fo:margin-left="28mm" fo:margin-right="28mm">{apart}</style:page-layout-properties>'
            f'<style:header-style>{box.format("bottom")}</style:header-style><style:footer-style>{box.format("top")}</style:footer-style></style:page-layout>')


def document(law, size=12, line=170, gap=0, folio="#", running=False, mirrored="", columns=1, contents=0, cover="", wide=False, pages=None):
    field = escape(folio).replace("##", "<text:page-count/>").replace("#", "<text:page-number text:select-page=\"current\"/>")
    head = lambda text: f'<text:p text:style-name="Running">{escape(text)}</text:p>'
    heads = f"<style:header>{head(mirrored or law.title)}</style:header>" if running else ""
    heads += f"<style:header-left>{head(law.title)}</style:header-left>" if mirrored else ""
    foot = f'<style:footer><text:p text:style-name="Folio">{field}</text:p></style:footer>'
    wrap = "simple" if columns > 1 else "hanging"    # in columns LibreOffice loses marks that hang
    body = "".join(blocks(law, contents, cover, pages))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {SPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="Noto Serif SC" svg:font-family="'Noto Serif SC'"/>
<style:font-face style:name="Noto Sans SC" svg:font-family="'Noto Sans SC'"/>
<style:font-face style:name="Publishing Kai SC" svg:font-family="'Publishing Kai SC'"/></office:font-face-decls>
<office:styles>{"".join(styles(size, line, gap, wrap, "Wide" if wide else ""))}
<text:notes-configuration text:note-class="footnote" text:citation-style-name="Raised" text:citation-body-style-name="Raised" style:num-format="1" text:start-numbering-at="page" text:footnotes-position="page"/></office:styles>
<office:automatic-styles>{layout("Page", columns, 'style:page-usage="mirrored"' if mirrored else "")}{layout("Plain")}{layout("Wide", paper=(297, 210))}
<style:style style:name="Start" style:family="paragraph" style:parent-style-name="Title" style:master-page-name="Standard"><style:paragraph-properties/></style:style>
<style:style style:name="Number" style:family="text"><style:text-properties style:font-name="Noto Sans SC" style:font-name-asian="Noto Sans SC" fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
<style:style style:name="Raised" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Box" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="2pt"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">{heads}{foot}</style:master-page>
<style:master-page style:name="Wide" style:page-layout-name="Wide">{heads}{foot}</style:master-page>
<style:master-page style:name="Cover" style:page-layout-name="Plain"/></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"""


def blocks(law, contents, cover, pages):
    p = lambda name, text: f'<text:p text:style-name="{name}">{text}</text:p>'
    if cover:
        yield p("CoverTitle", escape(law.title)) + p("CoverFoot", escape(cover))
    if contents:
        yield p("ContentsTitle", "目　录")
        for at, b in enumerate(law.heads(contents)):
            yield p(f"Contents{b.level}", f"{escape(b.text)}<text:tab/>{pages[at] if pages else ''}")
    yield p("Start", escape(law.title))
    for text in law.lines:
        yield p("Line", escape(text))
    count = 0
    for b in law.blocks:
        if b.kind in ("head", "annex"):
            name = "Annex" if b.kind == "annex" else f"Head{b.level}"
            yield f'<text:h text:style-name="{name}" text:outline-level="{b.level}">{escape(b.text).replace(" ", "　", 1)}</text:h>'
        elif b.kind == "table":
            rows = ["".join(f'<table:table-cell table:style-name="Box">{p("Cell", escape(c))}</table:table-cell>' for c in row) for row in b.rows]
            yield (f'<table:table table:name="T1"><table:table-column table:number-columns-repeated="{len(b.rows[0])}"/>'
                   f'<table:table-header-rows><table:table-row>{rows[0]}</table:table-row></table:table-header-rows>'
                   + "".join(f"<table:table-row>{r}</table:table-row>" for r in rows[1:]) + "</table:table>")
        else:
            number, rest = b.article
            text = (f'<text:span text:style-name="Number">{number}</text:span>　' if number else "") + escape(rest)
            if b.note:
                count += 1
                text += (f'<text:note text:id="n{count}" text:note-class="footnote"><text:note-citation>{count}</text:note-citation>'
                         f'<text:note-body>{p("Footnote", escape(b.note))}</text:note-body></text:note>')
            yield p("Text", text)
    for text in law.after:
        yield p("Text", escape(text))


def libreoffice(law, recipe, out):
    options = dict(recipe.get("options", {}))
    # As settings: tags; 1 is PDF/A-1.
    wanted = {"UseTaggedPDF": {"type": "boolean", "value": str(bool(recipe.get("tagged"))).lower()},
              "SelectPdfVersion": {"type": "long", "value": "1" if recipe.get("archival") else "0"}}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"{out.stem}.fodt")

        def print_it():
            source.write_text(document(law, **options), encoding="utf-8")
            run([SOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                 f"pdf:writer_pdf_Export:{json.dumps(wanted)}", "--outdir", out.parent, source])
        print_it()
        if options.get("contents"):
            options["pages"] = numbers(out, law, options["contents"])
            print_it()
