"""A law in Markdown as the recipes know it: a title, the lines under it, blocks; and back into Markdown.

Only the Markdown that the law collections have is read: headings, paragraphs one a line. What a
recipe adds before it prints (a table, notes, an official head) is added to the law, so that the truth says it too.
"""
import re
from dataclasses import dataclass, field
from pathlib import Path

NUMERAL = "[零〇一二三四五六七八九十百千]+"
ITEM = re.compile(rf"[（(]{NUMERAL}[)）]")
ARTICLE = re.compile(rf"(第{NUMERAL}条(?:之{NUMERAL})?)[\s　]*")


@dataclass
class Block:
    kind: str                 # head, para, item, table, annex
    text: str = ""
    level: int = 0            # of a head: 2 and deeper
    rows: list = field(default_factory=list)
    note: str = ""            # a note at the end of the block

    @property
    def article(self):
        """The number of the article that begins here, and the rest of the text."""
        found = ARTICLE.match(self.text) if self.kind == "para" else None
        return (found[1], self.text[found.end():]) if found else ("", self.text)


@dataclass
class Law:
    title: str
    lines: list               # under the title: who adopted and when
    blocks: list
    before: list = field(default_factory=list)    # printed before the title: an official head
    after: list = field(default_factory=list)     # printed after the text: who signs, and when

    def heads(self, deepest=9):
        return [b for b in self.blocks if b.kind == "annex" or b.kind == "head" and b.level <= deepest]


def files(folder):
    """The laws of a folder, by name."""
    return sorted(it for it in Path(folder).glob("*.md") if it.name != "README.md")


def find(folder, name):
    """The file of the law `name`: NAME.md, or with an identifier before it."""
    hits = [p for p in files(folder) if p.stem == name or p.stem.endswith(f"-{name}")]
    hits = hits or [p for p in files(folder) if name in p.stem]
    if not hits:
        raise FileNotFoundError(f"{folder}: no law {name}")
    return hits[0]


def read(path):
    text = Path(path).read_text(encoding="utf-8")
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S).lstrip()
    front, mark, rest = text.partition("<!-- INFO END -->")
    if not mark:                                      # then the text begins with the first heading or number
        start = re.search(rf"^(?:##|\**第{NUMERAL}条|{NUMERAL}、)", text, re.M)
        at = start.start() if start else text.index("\n")
        front, rest = text[:at], text[at:]
    title, lines, blocks = "", [], []
    for raw in front.splitlines():
        line = plain(raw)
        if raw.startswith("# "):
            title = line
        elif line:
            lines.append(line)
    for raw in re.sub(r"<!--.*?-->", "", rest, flags=re.S).splitlines():
        line = plain(raw)
        if not line:
            continue
        line = re.sub(r"[\s　]+", " ", line, count=1) if raw.startswith("#") else line
        hashes = len(raw) - len(raw.lstrip("#"))
        kind = "head" if hashes else "item" if ITEM.match(line) else "para"
        blocks.append(Block(kind, line, max(2, hashes) if hashes else 0))
    level(blocks)
    return Law(title, lines, blocks)


def level(blocks):
    """Puts numbered headings at the levels of their kinds, for some collections have them at random."""
    kinds = {}
    for b in blocks:
        found = re.match(rf"第{NUMERAL}(分编|编|章|节)", b.text) if b.kind == "head" else None
        if found:
            kinds.setdefault(found[1], []).append(b)
    for at, kind in enumerate(k for k in ("编", "分编", "章", "节") if k in kinds):
        for b in kinds[kind]:
            b.level = at + 2


def plain(line):
    line = re.sub(r"[\u200b-\u200d\u2060\ufeff\u00ad]", "", line)
    return re.sub(r"\*\*|^#+\s*|^[-*+]\s+(?=\S)", "", line.strip()).strip("　 ")


# --- what a recipe changes before it prints --------------------------------------

def gather(law):
    """All lines under the title in one pair of brackets, as official collections print them."""
    if law.lines:
        law.lines = ["（" + "　".join(line.strip("（）") for line in law.lines) + "）"]


def bare(law):
    """Nothing under the title."""
    law.lines = []


def brackets(law):
    """Full-width brackets around the numbers of items."""
    for b in law.blocks:
        if b.kind == "item":
            b.text = re.sub(rf"^[（(]({NUMERAL})[)）]\s*", r"（\1）", b.text)


def narrow(law):
    """Half-width brackets around them."""
    for b in law.blocks:
        if b.kind == "item":
            b.text = re.sub(rf"^[（(]({NUMERAL})[)）]\s*", r"(\1)", b.text)


def spaced(law):
    """A space between Han and Latin letters or figures."""
    for b in law.blocks:
        b.text = re.sub(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])", " ", b.text)


def table(law):
    """An annex with a table: which chapter holds how many articles."""
    rows, name = [["章", "章名", "条数", "起", "止"]], ""
    for b in law.blocks:
        if b.kind == "head" and b.level == 2:
            number, _, name = b.text.partition(" ")
            rows.append([number, name.strip("　 "), "0", "", ""])
        elif b.article[0] and len(rows) > 1:
            row = rows[-1]
            row[2:] = [str(int(row[2]) + 1), row[3] or b.article[0], b.article[0]]
    law.blocks += [Block("annex", "附件1　各章条文分布表", 2), Block("para", "下表列出各章所含条文的数目和起止。"),
                   Block("table", rows=rows), Block("annex", "附件2　填报说明", 2),
                   Block("para", "本表由各单位按章填报，条数以正文为准，起止写明条的序号。")]


NOTES = ["编者注：本条的表述与公布时的文本相同，编印时未作改动。", "编者注：施行日期和有关过渡的安排，见公布本件的决定。",
         "编者注：所称主管部门，在机构改革以后指承担相应职责的部门；职责另有调整的，从其调整。"]


def notes(law):
    """Three notes, at the foot of the page or wherever the maker puts them."""
    articles = [b for b in law.blocks if b.article[0]]
    for at, note in zip((1, len(articles) // 2, len(articles) - 2), NOTES):
        articles[at].note = note


def official(law):
    """A head as government papers have it, and who signs."""
    law.before = ["某某市人民政府文件", "某政发〔2021〕15号"]
    law.after = ["某某市人民政府", "2021年6月8日"]


CHANGES = {f.__name__: f for f in (gather, bare, brackets, narrow, spaced, table, notes, official)}


# --- the truth -------------------------------------------------------------------

def truth(law):
    """The law as Markdown: what a good import of the printed pages says."""
    out, foot = [*law.before, f"# {law.title}", *law.lines], []
    for b in law.blocks:
        if b.kind == "table":
            head, *rest = ["| " + " | ".join(row) + " |" for row in b.rows]
            out.append("\n".join([head, "|" + " --- |" * len(b.rows[0]), *rest]))
            continue
        mark = ""
        if b.note:
            foot.append(f"[^{len(foot) + 1}]: {b.note}")
            mark = f"[^{len(foot)}]"
        out.append("#" * b.level + " " * bool(b.level) + b.text + mark)
    return "\n\n".join(out + law.after + foot) + "\n"
