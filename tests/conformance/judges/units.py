"""What the judge `links` reads of an EPUB: its files, and which 条 款 项 each element is.

An element is what its text says: a section that begins 第十二条 is that article, whatever its id.
款 are counted, as a reader counts them. Nothing here is shared with the tool that is judged.
"""
import posixpath
import re
import zipfile
from urllib.parse import unquote
from xml.etree import ElementTree

from readings import Unreadable, local, squeeze

TYPE = "{http://www.idpf.org/2007/ops}type"
NUMERAL = "[〇零一二两三四五六七八九十百千0-9０-９]+"
ARTICLE = re.compile(rf"第({NUMERAL})条((?:之{NUMERAL})*)")
DIVISION = re.compile(rf"第({NUMERAL})(分编|[编章节])((?:之{NUMERAL})*)")
ANNEX = re.compile(rf"(附件|附录|附表)({NUMERAL}|[A-Z])?")
POINT = re.compile(rf"({NUMERAL})、")
ITEM = re.compile(rf"[（(]({NUMERAL})(?:[）)]((?:之{NUMERAL})*)|((?:之{NUMERAL})+)[）)])|({NUMERAL})[.．、]|([①-⑳])")
DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
HEADINGS = {f"h{n}" for n in range(1, 7)}
BLOCKS = HEADINGS | {"p", "li", "td", "th", "dd", "dt", "caption", "figcaption", "pre"}
BOXES = {"section", "article", "div"}


def number(words):
    """百二十 as 120."""
    words = words.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    if words.isdigit():
        return int(words)
    if not re.search("[十百千]", words):
        return int("".join(str(DIGITS[c]) for c in words))
    total, digit = 0, None
    for c in words:
        if c in DIGITS:
            digit = DIGITS[c]
        else:
            total += (1 if digit is None else digit) * {"十": 10, "百": 100, "千": 1000}[c]
            digit = None
    return total + (digit or 0)


def numbers(first, inserted):
    """一百二十 and 之一 as (120, 1)."""
    return (number(first), *(number(n) for n in re.findall(NUMERAL, inserted or "")))


def types(element):
    return set(element.get(TYPE, "").split()) | {(element.get("role") or "").removeprefix("doc-")}


def silent(element):
    """What is no part of the words around it: marks, notes and their signs, readings of ruby."""
    return bool(types(element) & {"pagebreak", "footnote", "endnote", "noteref", "backlink"}) or local(element) in ("", "rt", "rp")


def words(element):
    text = squeeze(element.text or "")
    for child in element:
        text += ("" if silent(child) else words(child)) + squeeze(child.tail or "")
    return text


class Book:
    """The files of an EPUB, each element with its parent and its place in reading order."""

    def __init__(self, path):
        self.path = path
        try:
            with zipfile.ZipFile(path) as z:
                self._read(z)
        except (OSError, KeyError, StopIteration, zipfile.BadZipFile, ElementTree.ParseError) as e:
            raise Unreadable(f"{path}: {e!r}") from e
        self._name_units()

    def _read(self, z):
        parse = lambda name: ElementTree.fromstring(z.read(name))
        self.files = set(z.namelist())
        opf = next(e.get("full-path") for e in parse("META-INF/container.xml").iter() if local(e) == "rootfile")
        package = parse(opf)
        items = {e.get("id"): e for e in package.iter() if local(e) == "item"}
        place = lambda e: self.join(opf, e.get("href"))
        spine = [place(items[e.get("idref")]) for e in package.iter() if local(e) == "itemref"]
        self.nav = next(place(e) for e in items.values() if "nav" in (e.get("properties") or "").split())
        self.ncx = next((place(e) for e in items.values() if e.get("media-type") == "application/x-dtbncx+xml"), None)
        self.title = squeeze(next((e.text or "" for e in package.iter() if local(e) == "title"), ""))
        # The contents are no text, also where the spine has them.
        self.texts = [name for name in spine if name != self.nav]
        self.roots = {name: parse(name) for name in dict.fromkeys([*spine, self.nav, *([self.ncx] if self.ncx else [])])}
        self.file, self.parent, self.order, self.ids = {}, {}, {}, {}
        for name, root in self.roots.items():
            for e in root.iter():
                self.file[e], self.order[e] = name, len(self.order)
                if e.get("id"):
                    self.ids[name, e.get("id")] = e
                for child in e:
                    self.parent[child] = e

    @staticmethod
    def join(base, href):
        return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href)))

    def target(self, name, href):
        """The element that a link in a file leads to, or nothing."""
        path, _, anchor = href.partition("#")
        there = self.join(name, path) if path else name
        if not anchor:
            return self.roots.get(there)
        return self.ids.get((there, unquote(anchor)))

    def above(self, element):
        """The element and what it lies in, from within."""
        while element is not None:
            yield element
            element = self.parent.get(element)

    def _name_units(self):
        self.divisions, self.annexes, self.articles = {}, {}, {}
        boxes = [e for name in self.texts for e in self.roots[name].iter() if local(e) in BOXES]
        opening = {e: words(e)[:40] for e in boxes}
        # A box around the first article begins as that article does: the innermost is the article.
        inner = lambda e: any(opening[c][:8] == opening[e][:8] for c in e.iter() if c is not e and c in opening and not is_item(c))
        quoted = lambda e: any(local(a) == "blockquote" for a in self.above(e))
        found = lambda grammar: [(e, m) for e in boxes if (m := grammar.match(opening[e])) and not inner(e) and not quoted(e) and not is_item(e)]
        for e, m in found(ARTICLE):
            self.articles[e] = numbers(m[1], m[2])
        for e in boxes:
            if quoted(e) or local(e) == "div" or not any(local(c) in HEADINGS for c in e):
                continue
            if m := DIVISION.match(opening[e]):
                self.divisions[e] = (m[2], numbers(m[1], m[3]))
            # 附件1　2026年…: the blank behind the number tells where it ends.
            elif m := ANNEX.match("".join(next(c for c in e if local(c) in HEADINGS).itertext()).strip()):
                self.annexes[e] = (m[1], m[2] and (number(m[2]) if not m[2].isalpha() or m[2][0] in DIGITS or m[2][0] in "十百" else m[2]))
        if not self.articles:
            for e, m in found(POINT):
                self.articles[e] = (number(m[1]),)
        self.sequence = sorted(self.articles, key=self.order.get)

    # Where an element stands.

    def article(self, element):
        return next((e for e in self.above(element) if e in self.articles), None)

    def annex(self, element):
        return next((e for e in self.above(element) if e in self.annexes), None)

    def division(self, element, kind):
        return next((e for e in self.above(element) if e in self.divisions and self.divisions[e][0] == kind), None)

    def paragraphs(self, article):
        """The 款 of an article."""
        return [e for e in article if local(e) == "p" and not is_item(e) and words(e)]

    def paragraph(self, element):
        """The ordinal of the 款 in which an element stands, itself or by the list below it; nothing outside."""
        article = self.article(element)
        if article is None or element is article:
            return None
        child = next(e for e in self.above(element) if self.parent[e] is article)
        before = [e for e in self.paragraphs(article) if self.order[e] <= self.order[child]]
        return len(before) or None

    def items(self, element):
        """The items in which an element stands, the outermost first."""
        return [e for e in self.above(element) if is_item(e)][::-1]

    def inside(self, outer):
        """The items directly in an article or an item."""
        return [e for e in outer.iter() if e is not outer and is_item(e)
                and next((a for a in self.above(self.parent[e]) if a is outer or is_item(a)), None) is outer]


def is_item(element):
    return element.get("role") == "listitem" or "item" in (element.get("class") or "").split()


def item_number(element):
    m = ITEM.match(words(element))
    if not m:
        return None
    if m[5]:
        return (ord(m[5]) - 0x2460 + 1,)
    return numbers(m[1], m[2] or m[3]) if m[1] else (number(m[4]),)
