"""ReportLab: platypus flowables, or lines put on a canvas one by one, become a PDF.

ReportLab is not in this Python: the file is run by the Python that has it, with the law as JSON.
"""
import json
import sys
import tempfile
from dataclasses import asdict
from html import escape
from pathlib import Path

MM = 72 / 25.4
HEI = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"


def reportlab(law, recipe, out):
    from tools import FONTS, PYTHON, run
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "law.json")
        told.write_text(json.dumps({"law": asdict(law), "options": recipe.get("options", {}), "out": str(out),
                                    "kai": str(FONTS / "PublishingKaiSC-Regular.ttf")}), encoding="utf-8")
        run([PYTHON, "-B", __file__, told])


def face(name, kai):
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont
    pdfmetrics.registerFont(UnicodeCIDFont(name) if name == "STSong-Light" else
                            TTFont(name, kai if name == "kai" else HEI, subfontIndex=0))
    return name


def gap(text, between):
    number, space, name = text.partition(" ")
    return number + between + between.join(name.strip()) if space and len(name.strip()) < 4 and len(between) > 1 else \
        number + "　" + name.strip() if space else text


def flow(law, out, font, folio, size=11, columns=1, gap_after=0, indent=2, heads=(), spread=False):
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate, Paragraph, Table, TableStyle
    width, height, side, top, bottom = 210 * MM, 297 * MM, 26 * MM, 26 * MM, 28 * MM
    base = dict(fontName=font, wordWrap="CJK")
    text = ParagraphStyle("text", **base, fontSize=size, leading=size * 1.65, firstLineIndent=indent * size, spaceAfter=gap_after)
    title = ParagraphStyle("title", **base, fontSize=20 if columns == 1 else 15, leading=28, alignment=1, spaceAfter=10)
    line = ParagraphStyle("line", **base, fontSize=size, leading=size * 1.6, alignment=1, spaceAfter=4)
    level = {n: ParagraphStyle(f"h{n}", **base, fontSize=size + 4 - n, leading=(size + 4 - n) * 1.5, alignment=1,
                               spaceBefore=10, spaceAfter=6, keepWithNext=1) for n in (2, 3, 4, 5)}
    story = [Paragraph(escape(law["title"]), title)] + [Paragraph(escape(t), line) for t in law["lines"]]
    for b in law["blocks"]:
        if b["kind"] == "annex":
            story += [PageBreak(), Paragraph(escape(b["text"]), level[2])]
        elif b["kind"] == "head":
            story.append(Paragraph(escape(gap(b["text"], "　　" if spread else "　")), level[b["level"]]))
        elif b["kind"] == "table":
            story.append(Table(b["rows"], style=TableStyle([("FONT", (0, 0), (-1, -1), font, size), ("GRID", (0, 0), (-1, -1), .5, colors.black),
                                                            ("ALIGN", (0, 0), (-1, -1), "CENTER")])))
        else:
            number, _, rest = b["text"].partition(" ")
            story.append(Paragraph(escape(f"{number}　{rest}" if rest and number.endswith("条") else b["text"]), text))

    def furniture(canvas, document):
        canvas.setFont(font, 9)
        canvas.drawCentredString(width / 2, 15 * MM, folio.format(document.page))
        if heads:
            canvas.drawCentredString(width / 2, height - 17 * MM, heads[(document.page + 1) % 2].replace("TITLE", law["title"]))
    each = (width - 2 * side - (columns - 1) * 8 * MM) / columns
    frames = [Frame(side + n * (each + 8 * MM), bottom, each, height - top - bottom, 0, 0, 0, 0) for n in range(columns)]
    BaseDocTemplate(out, pageTemplates=[PageTemplate("all", frames, furniture)], pagesize=(width, height)).build(story)


def lines(law, out, font, folio, size=12):
    """Line by line, figures and Latin apart in another face; the folio stands where the last line would."""
    import re
    from reportlab.pdfgen.canvas import Canvas
    width, height, side, top, bottom, step = 210 * MM, 297 * MM, 30 * MM, 30 * MM, 30 * MM, size * 1.75
    canvas, y = Canvas(out, pagesize=(width, height)), [height - top]

    def measure(text, size):
        return sum(canvas.stringWidth(p, "Times-Roman" if p[0] < "\u2000" else font, size) for p in re.findall(r"[ -~]+|[^ -~]+", text))

    def put(x, text, size):
        for part in re.findall(r"[ -~]+|[^ -~]+", text):
            used = "Times-Roman" if part[0] < "\u2000" else font
            canvas.setFont(used, size)
            canvas.drawString(x, y[0], part)
            x += canvas.stringWidth(part, used, size)

    def advance(room=1):
        y[0] -= step
        if y[0] < bottom + room * step:
            y[0] = bottom
            put(width / 2 - 4, folio.format(canvas.getPageNumber()), size)
            canvas.showPage()
            y[0] = height - top

    def paragraph(text, size, indent=0, centred=False):
        row, room = "", width - 2 * side
        for piece in re.findall(r"[!-~]+|[^!-~]", text) + [None]:
            full = piece is not None and measure(row + piece, size) > room - indent and piece not in "，。、；：？！）》”」"
            if piece is None or full:
                put(width / 2 - measure(row, size) / 2 if centred else side + indent, row, size)
                advance()
                row, indent = "", 0
            row += (piece or "").lstrip() if not row and piece == " " else piece or ""
    paragraph(law["title"], 18, centred=True)
    advance()
    for text in law["lines"]:
        paragraph(text, size, centred=True)
    advance()
    for b in law["blocks"]:
        if b["kind"] == "head":
            advance(3)
            paragraph(gap(b["text"], "　"), size + 2, centred=True)
            advance()
        else:
            number, _, rest = b["text"].partition(" ")
            paragraph(f"{number}　{rest}" if rest and number.endswith("条") else b["text"], size, indent=2 * size)
    y[0] = bottom
    put(width / 2 - 4, folio.format(canvas.getPageNumber()), size)
    canvas.save()


if __name__ == "__main__":
    told = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    options = told["options"]
    options["font"] = face(options["font"], told["kai"])
    if "gap" in options:
        options["gap_after"] = options.pop("gap")
    (lines if options.pop("canvas", False) else flow)(told["law"], told["out"], **options)
