"""A law as HTML with its style sheet, for the makers that print web pages: Chromium, WeasyPrint, LibreOffice."""
from html import escape

BASE = """
@page { size: A4; margin: 30mm 28mm 28mm }
html { font-family: "Noto Serif SC"; font-size: 12pt; line-height: 1.8 }
body, h1, h2, h3, h4, h5, p { margin: 0 }
p { text-indent: 2em; text-align: justify }
h1 { font-size: 20pt; text-align: center; font-weight: 700; margin: 0 0 .6em; line-height: 1.4; text-wrap: balance }
h2, h3, h4, h5 { text-align: center; font-size: 14pt; margin: 1em 0 .6em; break-after: avoid }
h3 { font-size: 13pt } h4, h5 { font-size: 12pt; font-weight: 400 }
.line { text-align: center; text-indent: 0; font-family: "Publishing Kai SC" }
.last-line { margin-bottom: 1.5em }
.article { font-family: "Noto Sans SC"; font-weight: 400 }
.annex { break-before: page }
.sign { text-align: right; text-indent: 0; padding-right: 2em }
table { border-collapse: collapse; width: 100%; margin: .5em 0 }
td, th { border: .6pt solid black; padding: .1em .5em; text-align: center; font-weight: 400 }
a { color: inherit; text-decoration: none }
.contents p { text-indent: 0; display: flex }
.contents i { flex: 1; overflow: hidden; white-space: nowrap; direction: rtl; font-style: normal }
.contents .leader { display: block }
.contents .level3 { padding-left: 1em } .contents .level4 { padding-left: 2em }
.contents-title { font-size: 16pt; text-align: center; text-indent: 0 }
.contents, .cover { break-after: page }
.cover { text-align: center; padding-top: 60mm }
.cover p { text-align: center; text-indent: 0 }
.cover .cover-title { font-size: 28pt; line-height: 1.5 }
.cover .cover-foot { padding-top: 90mm; font-size: 14pt }
.organ { color: #d00; font-size: 34pt; font-weight: 700; text-align: center; text-indent: 0; letter-spacing: .1em; line-height: 1.5 }
.number { text-align: center; text-indent: 0; border-bottom: 1.5pt solid #d00; padding-bottom: 4pt; margin: 20pt 0 40pt }
"""


def html(law, css="", cover="", contents=0, numbers=None, article="　", heads="　", footnotes="", lang="zh-CN"):
    """`contents`: how deep; `numbers`: the page of each of its lines, else the style sheet says it.
    `article`, `heads`: what parts a number from its text. `footnotes`: the class of a note, "" for none."""
    parts = []
    say = lambda tag, text, kind="", more="": parts.append(
        f"<{tag}{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}{more}>{text}</{tag}>")
    if cover:
        say("div", f"<p class='cover-title'>{escape(law.title)}</p><p class='cover-foot'>{escape(cover)}</p>", "cover")
    if contents:
        rows = []
        for at, b in enumerate(law.heads(contents)):
            link = f"<a href='#h{at}'>{head(b.text, '　')}</a>"
            rows.append(f"<p class='level{b.level}'>{link}<i>{'…' * 80}</i><span>{numbers[at]}</span></p>" if numbers
                        else f"<p class='leader level{b.level}'>{link}</p>")
        say("div", "<p class='contents-title'>目　录</p>" + "".join(rows), "contents")
    for text, kind in zip(law.before, ("organ", "number")):
        say("p", escape(text), kind)
    say("h1", escape(law.title), "", " id='text'")
    for at, line in enumerate(law.lines, 1):
        say("p", escape(line), "line last-line" if at == len(law.lines) else "line")
    known = law.heads(9)
    for b in law.blocks:
        note = f"<span class='{footnotes}'>{escape(b.note)}</span>" if b.note and footnotes else ""
        if b.kind in ("head", "annex"):
            say(f"h{b.level}", head(b.text, heads), b.kind if b.kind == "annex" else "", f" id='h{known.index(b)}'")
        elif b.kind == "table":
            cells = lambda row, tag: "<tr>" + "".join(f"<{tag}>{escape(c)}</{tag}>" for c in row) + "</tr>"
            say("table", "<thead>" + cells(b.rows[0], "th") + "</thead>" + "".join(cells(r, "td") for r in b.rows[1:]))
        else:
            number, rest = b.article
            say("p", (f"<span class='article'>{number}</span>{article}" if number else "") + escape(rest) + note, b.kind)
    for text in law.after:
        say("p", escape(text), "sign")
    css = css.replace("TITLE", law.title)
    return (f"<!doctype html><html lang='{lang}'><meta charset='utf-8'><title>{escape(law.title)}</title>"
            f"<style>{BASE}{css}</style><body>{''.join(parts)}</body></html>")


def head(text, gap):
    number, space, name = text.partition(" ")
    return escape(number + gap + name.strip() if space else text)
