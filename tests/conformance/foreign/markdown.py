"""What the scorer reads of a Markdown file: headings, paragraphs, tables, notes. Regular expressions, no more.

White space is taken out of every text: how much of it stands where is no matter of an import.
"""
import html
import re
from dataclasses import dataclass, field

NUMERAL = "[零〇一二三四五六七八九十百千0-9]+"
UNIT = re.compile(rf"(第{NUMERAL}(编|分编|章|节|条)(?:之{NUMERAL})?)")
ANNEX = re.compile(rf"(附件(?:{NUMERAL})?|附录(?:{NUMERAL}|[A-Z])?)")
ITEM = re.compile(rf"[（(]({NUMERAL})[)）]|({NUMERAL})[、.．](?!\d)")


FULL_WIDTH = {full: full - 0xFEE0 for a, z in ("０９", "ＡＺ", "ａｚ") for full in range(ord(a), ord(z) + 1)}


def squeeze(text):
    """A text without white space; full-width letters and digits are what an import makes of them."""
    return re.sub(r"\s+", "", text).translate(FULL_WIDTH)


@dataclass
class Piece:
    kind: str                 # head, para, table
    text: str                 # without white space
    level: int = 0
    rows: list = field(default_factory=list)
    marks: list = field(default_factory=list)     # where notes are called: how many characters stand before

    @property
    def unit(self):
        """第三条, 附件1, （四）: what number the piece begins with; half-width brackets count as full."""
        found = UNIT.match(self.text) if self.kind != "table" else None
        found = found or (ANNEX.match(self.text) if self.kind == "head" else None)
        if found:
            return found[1]
        found = ITEM.match(self.text) if self.kind == "para" else None
        return f"（{found[1] or found[2]}）" if found else ""


@dataclass
class Reading:
    pieces: list
    notes: dict               # by the order of their calls
    front: str

    def text(self):
        return "".join(p.text for p in self.pieces)

    def of(self, kind):
        return [p for p in self.pieces if p.kind == kind]


def inline(text):
    """The text as read, and how many characters stand before each call of a note."""
    text = re.sub(r"</?[A-Za-z][^<>]*>|\{#[^}]*\}", "", text)
    text = re.sub(r"!?\[([^\]^][^\]]*)\]\([^)]*\)", r"\1", text)
    text = html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", re.sub(r"\*\*|(?<![\\\w])[*_](?=\S)|(?<=\S)[*_](?![\w])", "", text)))
    parts = re.split(r"\[\^([^\]]+)\]", squeeze(text))
    said, marks = parts[0], []
    for name, rest in zip(parts[1::2], parts[2::2]):
        marks.append((name, len(said)))
        said += rest
    return said, marks


def read(text):
    text = text.replace("\r\n", "\n").lstrip("\ufeff")
    found = re.match(r"---\n(.*?)\n---\n", text, re.S)
    front = found[1] if found else ""
    text = re.sub(r"<!--.*?-->", "", text[found.end():] if found else text, flags=re.S)
    pieces, bodies = [], {}
    for block in re.split(r"\n[ \t　]*\n", text):
        rows, words = [], []

        def end():
            if words:
                said, marks = inline("".join(words))
                if said:
                    pieces.append(Piece("para", said, marks=marks))
                words.clear()
        for line in filter(str.strip, block.split("\n")):
            head, note = re.match(r"(#{1,6})\s+(.*)", line), re.match(r"\[\^([^\]]+)\]:\s*(.*)", line)
            if line.lstrip().startswith("|"):
                end()
                cells = [inline(c)[0] for c in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
                rows += [] if all(re.fullmatch(r":?-+:?", c) for c in cells) else [cells]
            elif head:
                end()
                said, marks = inline(re.sub(r"\s+#+\s*$", "", head[2]))
                pieces.append(Piece("head", said, len(head[1]), marks=marks))
            elif note:
                end()
                bodies[note[1]] = inline(note[2])[0]
            else:
                words.append(re.sub(r"^\s*(?:[-*+]|>)\s+", "", line))
        end()
        if rows:
            pieces.append(Piece("table", "".join(map("".join, rows)), rows=rows))
    calls = [name for p in pieces for name, _ in p.marks]
    notes = {n: bodies.get(n, "") for n in [*calls, *(b for b in bodies if b not in calls)]}
    return Reading(pieces, notes, front)
