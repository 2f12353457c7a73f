"""What the judges `text` and `pages` read: a Markdown source, a PDF's pages, an EPUB's spine.

Nothing here is shared with the tool that is judged. The source is read with a handful of
regular expressions, PDFs by poppler (pdftotext, pdfinfo), EPUBs by zipfile and ElementTree.
All white space is taken out of every reading, and U+2060 and U+00AD with it: a joiner and a
soft hyphen are the typesetter's, and nobody sees them.

The pages are those of the A5 layout (148 x 210 mm): what stands above the type area is the
running head, what stands below it is the folio.
"""
import html
import posixpath
import re
import subprocess
import zipfile
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree import ElementTree

MM = 72 / 25.4
TOP, BOTTOM = 22 * MM, 19.2 * MM  # from the edges of the TrimBox to the type area


class Unreadable(Exception):
    """The judge cannot judge: exit 2."""


def squeeze(text):
    return re.sub(r"[\s\u2060\u00ad]+", "", text)


# --- the source ---------------------------------------------------------------

@dataclass
class Source:
    title: str
    text: str            # the whole text, headings included
    headings: list       # (offset in text, heading), of the second level only
    closing: str         # date and place: an edition may end with them

    def body(self, read):
        """`read` without the closing line, where it ends with exactly that."""
        return read[:-len(self.closing)] if self.closing and read == self.text + self.closing else read

    def head(self, number, start, end):
        """The running head of the page that holds text[start:end]."""
        if number == 1:
            return ""
        if number % 2 == 0:
            return self.title
        here = [h for at, h in self.headings if start <= at < end]
        before = [h for at, h in self.headings if at < start]
        return here[0] if here else before[-1] if before else ""


# Markdown that this reading does not know: quotes, tables, bullets, rules, definitions, tags, links,
# code, entities, attributes, notes. It refuses rather than guesses.
UNKNOWN = re.compile(r"^\s*(?:[>|]|[-*+]\s|\[[^\]]+\]:|(?:([-*_=])\s*)(?:\1\s*)+$)|<[A-Za-z/!?]|\]\(|`|&#?\w+;|\{[#.]|\[\^", re.M)


def source(path):
    with open(path, encoding="utf-8", newline="") as f:
        raw = f.read().replace("\r\n", "\n")
    keys = {}
    front = re.match(r"---\n(.*?\n)?(?:---|\.\.\.)\n", raw, re.S)
    if front:
        raw = raw[front.end():]
        for key, value in re.findall(r"^([\w-]+):[ \t]*(.*?)[ \t]*$", front[1] or "", re.M):
            keys[key] = re.sub(r"^(['\"])(.*)\1$", r"\2", value)
    raw = re.sub(r"<!--.*?-->", "", raw, flags=re.S)
    odd = UNKNOWN.search(raw)
    if odd:
        raise Unreadable(f"{path}: this reading does not know {odd[0].strip()!r}")
    title, text, headings = None, "", []
    for line in raw.split("\n"):
        mark = re.match(r" {0,3}(#{1,6})(?:[ \t]+|$)", line)
        words = re.sub(r"[ \t]+#+[ \t]*$", "", line[mark.end():]) if mark else line
        words = squeeze(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", words.replace("**", "")))
        level = len(mark[1]) if mark else 0
        if level == 1 and title is None:
            title = words
        if level == 2:
            headings.append((len(text), words))
        text += words
    date = re.fullmatch(r"(\d{4})-0?(\d{1,2})-0?(\d{1,2})", keys.get("date", ""))
    date = f"{date[1]}年{date[2]}月{date[3]}日" if date else keys.get("date", "")
    return Source(title or squeeze(keys.get("title", "")), text, headings, squeeze(date + keys.get("place", "")))


# --- PDF ----------------------------------------------------------------------

@dataclass
class Page:
    number: int
    body: str
    head: str
    foot: str
    edge: str            # what stands in the bleed: nothing should


def run(*command):
    done = subprocess.run(command, capture_output=True)
    if done.returncode:
        raise Unreadable(f"{command[0]}: {done.stderr.decode('utf-8', 'replace').strip()[:300]}")
    return done.stdout.decode("utf-8", "replace")


def pages(path, top=TOP, bottom=BOTTOM):
    """The pages of a PDF in the order of its content; printer's marks outside the bleed left out."""
    boxes = {}
    for n, name, *corners in re.findall(
            r"^Page +(\d+) (Media|Bleed|Trim)Box: +(\S+) +(\S+) +(\S+) +(\S+)", run("pdfinfo", "-box", "-f", "1", "-l", "99999", path), re.M):
        boxes[int(n), name] = [float(c) for c in corners]
    shown = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", run("pdftotext", "-raw", "-bbox", "-enc", "UTF-8", path, "-"))
    found = []
    for number, page in enumerate(re.findall(r"<page .*?</page>", shown, re.S), 1):
        media, bleed, trim = (boxes[number, name] for name in ("Media", "Bleed", "Trim"))
        it = Page(number, "", "", "", "")
        for x0, y0, x1, y1, word in re.findall(
                r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page, re.S):
            x = media[0] + (float(x0) + float(x1)) / 2
            y = media[3] - (float(y0) + float(y1)) / 2
            word = squeeze(html.unescape(word))
            if not (bleed[0] <= x <= bleed[2] and bleed[1] <= y <= bleed[3]):
                continue
            if not (trim[0] <= x <= trim[2] and trim[1] <= y <= trim[3]):
                it.edge += word
            elif y > trim[3] - top:
                it.head += word
            elif y < trim[1] + bottom:
                it.foot += word
            else:
                it.body += word
        found.append(it)
    if not found:
        raise Unreadable(f"{path}: no page")
    return found


def tagged(path):
    """The text of a tagged PDF in the order of its structure tree: what is read aloud."""
    shown = run("pdfinfo", "-struct-text", path)
    return squeeze("".join(re.findall(r'^ +"(.*)"$', shown, re.M)))


# --- EPUB ---------------------------------------------------------------------

@dataclass
class Mark:
    label: str
    target: tuple        # (document, id)
    at: int              # offset in the text
    heads: str = ""      # the words of the table's head, where it stands in a table


@dataclass
class Book:
    text: str            # the spine's body documents
    marks: list          # page-break marks in reading order
    page_list: list      # (label, target)
    title: str = ""


TYPE = "{http://www.idpf.org/2007/ops}type"
APPARATUS = {"cover", "titlepage", "colophon"}


def local(element):
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def epub(path, notes=True):
    """An EPUB in the order of its spine; `notes` says whether those are text too."""
    try:
        with zipfile.ZipFile(path) as z:
            parse = lambda name: ElementTree.fromstring(z.read(name))
            container = parse("META-INF/container.xml")
            opf = next(e.get("full-path") for e in container.iter() if local(e) == "rootfile")
            package = parse(opf)
            join = lambda base, href: posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href)))
            items = {e.get("id"): e for e in package.iter() if local(e) == "item"}
            nav = next(join(opf, e.get("href")) for e in items.values() if "nav" in (e.get("properties") or "").split())
            book = Book("", [], [], squeeze(next((e.text or "" for e in package.iter() if local(e) == "title"), "")))
            for ref in (e for e in package.iter() if local(e) == "itemref"):
                name = join(opf, items[ref.get("idref")].get("href"))
                walk(next(e for e in parse(name) if local(e) == "body"), name, book, notes, name != nav)
            for e in parse(nav).iter():
                if local(e) == "nav" and "page-list" in e.get(TYPE, "").split():
                    for a in (a for a in e.iter() if local(a) == "a"):
                        href, _, anchor = a.get("href").partition("#")
                        book.page_list.append((squeeze("".join(a.itertext())), (join(nav, href), unquote(anchor))))
    except (OSError, KeyError, StopIteration, zipfile.BadZipFile, ElementTree.ParseError) as e:
        raise Unreadable(f"{path}: {e!r}") from e
    return book


def walk(element, document, book, notes, heard, heads=""):
    """Adds the text that a reader sees; title page, cover, colophon and tables of contents are apparatus, of which only the marks count."""
    types = set(element.get(TYPE, "").split())
    if "pagebreak" in types:
        label = element.get("aria-label") or element.get("title") or ""
        book.marks.append(Mark(label, (document, element.get("id")), len(book.text), heads))
        return
    if local(element) in ("", "script", "style") or not notes and types & {"footnote", "endnote"}:
        return
    heard = heard and not (types & APPARATUS or "hidden" in element.attrib or local(element) == "nav")
    if local(element) == "table":
        heads = squeeze("".join("".join(e.itertext()) for e in element if local(e) == "thead"))
    book.text += squeeze(element.text or "") if heard else ""
    for child in element:
        walk(child, document, book, notes, heard, heads)
        book.text += squeeze(child.tail or "") if heard else ""
