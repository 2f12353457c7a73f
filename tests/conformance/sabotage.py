#!/usr/bin/env -S python3 -B
"""Spoils a copy of an edition in one way, for `selftest`.   sabotage.py KIND IN OUT

Each function below is a KIND (with - for _); it says what it spoils.
Exit: 0 spoilt, 2 could not.
"""
import re
import sys
import zipfile

import pikepdf

# --- EPUB: functions of one XHTML (or package) document's text -------------------


def swap_characters(text):
    """Two neighbours in the middle of the longest paragraph change places."""
    if "<nav" in text:
        raise ValueError("no body document")
    longest = max(re.findall(r">([^<>]{4,})<", text), key=len)
    at = next(i for i in range(len(longest) // 2, len(longest) - 1) if longest[i] != longest[i + 1] and not longest[i:i + 2].isspace())
    return text.replace(longest, longest[:at] + longest[at + 1] + longest[at] + longest[at + 2:], 1)


MARK = r'<span[^<>]*epub:type="pagebreak"[^<>]*?(?:/>|>[^<>]*</span>)'


def drop_mark(text):
    """The last page-break mark goes."""
    return re.sub(rf"(.*){MARK}", r"\1", text, count=1, flags=re.S)


def late_mark(text):
    """The last page-break mark stands one character after its place."""
    return re.sub(rf"(.*)({MARK})((?:\s|<[^<>]*>)*)([^\s<>])", r"\1\3\4\2", text, count=1, flags=re.S)


def drop_page(text):
    """The page list loses its last page."""
    start = text.index('epub:type="page-list"')
    end = text.index("</nav>", start)
    return text[:start] + re.sub(r"(.*)<li>.*?</li>", r"\1", text[start:end], count=1, flags=re.S) + text[end:]


def dead_link(text):
    """The page list leads to an id that is nowhere."""
    start = text.index('epub:type="page-list"')
    return text[:start] + re.sub(r'(href="[^"#]*#)', r"\1nowhere-", text[start:], count=1)


def no_metadata(text):
    """The package says nothing of accessibility."""
    return re.sub(r'<meta[^<>]*property="schema:access[^<>]*>.*?</meta>', "", text, flags=re.S)


# Links and form, of the book in `sample`; `once` spoils the first place that the pattern finds.

def once(pattern, instead):
    return lambda text: re.sub(pattern, instead, text, count=1, flags=re.S)


LINK = r'<a class="ref" href='
SPOILT = {
    # to another 款, another 条 of the same number, another 项; what is said is never changed
    "other_paragraph": once(r"#art-2-p2\b", "#art-2-p1"),
    "other_item": once(rf"({LINK})\"#art-1-p1-i3\"", r'\1"#art-1-p1-i2"'),
    "wrong_article": once(r'ch-2\.xhtml#art-4"', 'ch-2.xhtml#art-3"'),
    "main_for_annex": once(r'"#annex-1-art-1"', '"ch-1.xhtml#art-1"'),
    "former_is_first": once(rf'{LINK}"#art-1">前条', '<a class="ref" href="ch-2.xhtml#art-3">前条'),
    "swapped_ids": once(r'id="art-3"(.*?)id="art-4"', r'id="art-4"\1id="art-3"'),
    "link_to_other_law": once("第四条、", '<a class="ref" href="ch-2.xhtml#art-4">第四条</a>、'),
    "reference_to_nowhere": once(rf'{LINK}"#ch-1"', '<a class="ref" href="#ch-9"'),
    "lost_file": once(r'"ch-2\.xhtml#art-3"', '"ch-3.xhtml#art-3"'),
    "link_lost": once(rf'{LINK}"#art-1-p1-i1">(前款第（一）项)</a>', r"\1"),
    "contents_say_other": once("第二章　附则</a></li>", "第二章　总则</a></li>"),
    "ncx_leads_elsewhere": once(r'src="ch-2\.xhtml#ch-2"', 'src="ch-1.xhtml#ch-1"'),
    "no_way_back": once(r'<a href="#fnref-1"[^<>]*>①</a>', "①"),
    "sign_to_text": once(r'href="#fn-1"', 'href="#art-1-p1"'),
    # what only a style sheet would mend
    "marker_by_style": once("（一）甲", '<span style="content:counter(item)"></span>甲'),
    "article_marker_by_style": once(r'<b class="marker">第二条</b>　', ""),
    "hidden_words": once("丙种情形", '<span style="visibility:visible"><span hidden="hidden">丙种</span>情形</span>'),
    "slanted_han": once("<strong class=\"emphasis\">加盖印章</strong>", "<em>加盖印章</em>"),
    "numbered_twice": once(r'<div role="list">\s*<p role="listitem"([^<>]*)>(.*?)</p>', r'<ol><li><p role="listitem"\1>\2</p></li></ol><div role="list">'),
    "heading_by_style": once(r"<h1>(第一章.*?)</h1>", r'<p class="h1">\1</p>'),
    "paragraphs_run_together": once(r'<p id="art-1-p2">(.*?)</p>\s*<p id="art-1-p3">(.*?)</p>', r'<div><span id="art-1-p2">\1</span><span id="art-1-p3">\2</span></div>'),
    "note_in_line": once(r"<aside([^<>]*)><p>(.*?)</p></aside>", r"<span\1>\2</span>"),
    "table_by_style": lambda text: re.sub(r"<(/?)(?:table|thead|tbody|tr|th|td)\b[^<>]*?>", r"<\1div>", text).replace("<div>", '<div class="table">', 1),
    "sign_in_line": once(r"<sup>(<a epub:type=\"noteref\"[^<>]*>)①(</a>)</sup>", r"\g<1>1\2"),
}

EPUB = {
    "swap_characters": ".xhtml", "drop_mark": ".xhtml", "late_mark": ".xhtml",
    "drop_page": ".xhtml", "dead_link": ".xhtml", "no_metadata": ".opf", "ncx_leads_elsewhere": ".ncx",
}
EPUB |= {kind: ".xhtml" for kind in SPOILT if kind not in EPUB}


def spoil_epub(change, ending, before, after):
    """Spoils the longest of the documents that the change can spoil."""
    with zipfile.ZipFile(before) as z:
        files = {i: z.read(i) for i in z.infolist()}
    for info in sorted((i for i in files if i.filename.endswith(ending)), key=lambda i: -i.file_size):
        try:
            spoilt = change(files[info].decode("utf-8")).encode("utf-8")
        except (ValueError, StopIteration):
            continue
        if spoilt != files[info]:
            files[info] = spoilt
            break
    else:
        raise ValueError("nothing to spoil")
    with zipfile.ZipFile(after, "w") as z:
        for info, data in files.items():
            z.writestr(info, data, info.compress_type)


# --- PDF: functions of the open file ---------------------------------------------


def untagged(pdf):
    """The structure tree goes."""
    del pdf.Root.StructTreeRoot


def no_display_title(pdf):
    """Viewers show the file's name, not the title."""
    del pdf.Root.ViewerPreferences


def tags_out_of_order(pdf):
    """Two children of the structure tree's widest element change places."""
    def elements(node, depth=0):
        kids = node.get("/K")
        if isinstance(kids, pikepdf.Array) and depth < 6:
            yield kids
            for kid in kids:
                if isinstance(kid, pikepdf.Dictionary):
                    yield from elements(kid, depth + 1)
        elif isinstance(kids, pikepdf.Dictionary):
            yield from elements(kids, depth + 1)
    kids = max(elements(pdf.Root.StructTreeRoot), key=len)
    a, b = len(kids) // 2, len(kids) // 2 - 1
    kids[a], kids[b] = kids[b], kids[a]


def fonts(pdf):
    return [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]


def no_unicode(pdf):
    """One font does not lead back to Unicode."""
    del next(f for f in fonts(pdf) if "/ToUnicode" in f).ToUnicode


def no_font_file(pdf):
    """One font is not embedded."""
    descriptor = next(f.FontDescriptor for f in fonts(pdf) if "/FontDescriptor" in f)
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def no_bleed_box(pdf):
    """The last page has no BleedBox."""
    del pdf.pages[-1].obj["/BleedBox"]


def small_bleed(pdf):
    """The last page's bleed is 0.1 mm short at the foot."""
    box = pdf.pages[-1].obj["/BleedBox"]
    box[1] = float(box[1]) + 0.1 * 72 / 25.4


def trim_off(pdf):
    """The last page is trimmed 1 mm too narrow."""
    box = pdf.pages[-1].obj["/TrimBox"]
    box[2] = float(box[2]) - 72 / 25.4


def small_media(pdf):
    """The last page's MediaBox cuts into the bleed."""
    page = pdf.pages[-1].obj
    page["/MediaBox"] = page["/TrimBox"]


def page_missing(pdf):
    """The last page goes."""
    del pdf.pages[-1]


def pages_swapped(pdf):
    """The last two pages change places."""
    last = pdf.pages[-1]
    del pdf.pages[-1]
    pdf.pages.insert(len(pdf.pages) - 1, last)


def blank_page(pdf):
    """The last page is empty."""
    pdf.pages[-1].Contents = pdf.make_stream(b"")


def one_red_dot(pdf):
    """A red square of 2 pt in the middle of the last page."""
    page = pdf.pages[-1]
    page.contents_add(b"q")
    box = [float(v) for v in page.trimbox]
    page.contents_add(f"\nQ q 0 1 1 0 k {(box[0] + box[2]) / 2} {(box[1] + box[3]) / 2} 2 2 re f Q".encode())


def no_intent(pdf):
    """No output intent."""
    del pdf.Root["/OutputIntents"]


def screen_profile(pdf):
    """The profile of the output intent is that of a screen."""
    stream = pdf.Root.OutputIntents[0].DestOutputProfile
    data = bytearray(stream.read_bytes())
    data[12:16] = b"mntr"
    stream.write(bytes(data))


def no_version_key(pdf):
    """XMP does not name the version of PDF/X."""
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"PDF/X-4", b"PDF/X-5"))


def not_trapped(pdf):
    """The document information does not say whether the file is trapped."""
    del pdf.trailer.Info["/Trapped"]


def with_link(pdf):
    """The first page has a link."""
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[100, 100, 200, 120])
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(link)])


def no_enclosed_relation(pdf):
    """A file inside does not say what it is to the document."""
    del pdf.Root.AF[0]["/AFRelationship"]


def shown(pdf, keep):
    """Rewrites each page without the text that `keep(page index, inside an artifact)` refuses."""
    for n, page in enumerate(pdf.pages):
        stack, out = [], []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BMC", "BDC"):
                stack.append(str(operands[0]) == "/Artifact")
            elif name == "EMC":
                stack.pop()
            if name not in ("Tj", "TJ", "'", '"') or keep(n, any(stack)):
                out.append((operands, operator))
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(out))


def no_artifacts(pdf):
    """Running head and folio go (from a tagged file)."""
    shown(pdf, lambda page, artifact: not artifact)


def lost_text(pdf):
    """The first piece of text that is no artifact goes (from a tagged file)."""
    lost = []
    def keep(page, artifact):
        if not artifact and not lost:
            return bool(lost.append(page))
        return True
    shown(pdf, keep)


PDF = [untagged, no_display_title, tags_out_of_order, no_unicode, no_font_file, no_bleed_box, small_bleed, trim_off,
       small_media, no_intent, screen_profile, no_version_key, not_trapped, with_link, no_enclosed_relation, page_missing, pages_swapped, blank_page, one_red_dot, no_artifacts, lost_text]


# --- any file ----------------------------------------------------------------------


def one_bit(data):
    """One bit in the middle."""
    at = len(data) // 2
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


def cut_short(data):
    """The last kilobyte is missing."""
    return data[:-1024]


def main(arguments):
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    kind, before, after = arguments[0].replace("-", "_"), *arguments[1:]
    try:
        if kind in EPUB:
            spoil_epub(SPOILT.get(kind) or globals()[kind], EPUB[kind], before, after)
        elif kind in (f.__name__ for f in PDF):
            with pikepdf.open(before) as pdf:
                globals()[kind](pdf)
                pdf.save(after)
        elif kind in ("one_bit", "cut_short"):
            with open(before, "rb") as f, open(after, "wb") as g:
                g.write(globals()[kind](f.read()))
        else:
            print(f"unknown kind: {kind}", file=sys.stderr)
            return 2
    except (ValueError, KeyError, AttributeError, StopIteration) as e:
        print(f"could not spoil: {kind}: {e!r}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
