"""References as the judge `links` reads them: words, the place where they stand, and the elements that they name.

A handful of regular expressions and the reader's rules: a part of a list takes the levels it lacks from
its left neighbour, 前款 counts from the 款 where it stands (in an item: from that of its list), 前两款 names
the first of the two, what follows 》 or the name of another law speaks of another text.
"""
import re
from dataclasses import dataclass, field

from units import NUMERAL, item_number, number, numbers

LAW = ("(?:实施|暂行|试行|管理)*(?:法典|法|条例|规定|办法|细则|规则|决定|决议|章程|公约|倡议|合同|标准|解释|准则|协定|规程|规范|导则|意见|通知|守则|纲要"
       "|方案|批复|纪要|宣言|声明|协议|附件|附录)")
OWN = re.compile(rf"本{LAW}$")
OTHER = re.compile(r"(?:[该同原旧](?:法|条例|规定|办法|细则|决定)?|法典|宪法|[^依合方违办执司立守本]法|条例|公约|细则|章程)$")
JOINED = re.compile(r"(?:[、，,和及与或至到]|以及|或者)?")
NOT = {"条": "件例约文理目", "款": "项额待式", "项": "目下", "目": "录标的前", "章": "程", "节": "能日目省约假", "编": "制号写辑者"}
UNITS = "|".join(f"{unit}(?![{'' .join(words)}])" for unit, words in NOT.items() if unit not in "章节编")
DIVISIONS = "|".join(["分编(?![制号])", *(f"{unit}(?![{NOT[unit]}])" for unit in "编章节")])
AT = r"第[（(]?{n}[）)]?{unit}(?:之{n})*"
at = lambda unit: AT.format(n=NUMERAL, unit=unit)
LEVELS = (rf"(?P<article>第{NUMERAL}条(?![{NOT['条']}])(?:之{NUMERAL})*)?(?P<paragraph>{at('款')}(?![{NOT['款']}]))?"
          rf"(?P<item>{at('项')}(?![{NOT['项']}]))?(?P<subitem>{at('目')}(?![{NOT['目']}]))?")
RELATIVE = rf"(?P<relative>本(?:{UNITS}|{DIVISIONS})|[前上](?:{NUMERAL})?(?:条(?![{NOT['条']}])|款(?![{NOT['款']}])|项(?![{NOT['项']}])))"
WHOLE = re.compile(rf"(?:{RELATIVE}|(?P<division>(?:第{NUMERAL}(?:{DIVISIONS})(?:之{NUMERAL})*)+))?{LEVELS}(?P<last>第[（(]?{NUMERAL}[）)]?)?")
ELIDED = re.compile(rf"第?[（(]?(?P<n>{NUMERAL})[）)]?(?P<unit>[条款项目章节编]|分编)?(?P<more>(?:之{NUMERAL})*)")
UNIT_BEHIND = re.compile(rf"(?:(?:[、，和及与或至到]|以及|或者)?第?[（(]?{NUMERAL}[）)]?)*?(?:之{NUMERAL})*(?P<unit>分编|[条款项目章节编])")
ANNEX = re.compile(rf"(?P<kind>附件|附录|附表)(?P<n>{NUMERAL}|[A-Z])?")
# What is looked for outside links: a name with its unit, or a relative 款.
PLAIN = re.compile(rf"本条第{NUMERAL}款(?![{NOT['款']}])|前(?:{NUMERAL})?款(?![{NOT['款']}])|第{NUMERAL}条(?![{NOT['条']}])(?:之{NUMERAL})*(?:第{NUMERAL}款(?![{NOT['款']}]))?")
RANKS = ["条", "款", "项", "目"]


class Unknown(Exception):
    """Words that name nothing here; without a message they are no reference at all."""


@dataclass
class Spot:
    """A unit: an article, its 款 if said, the items within."""
    article: object
    ordinal: int = None
    items: tuple = ()

    def element(self, book):
        if self.items:
            return self.items[-1]
        return book.paragraphs(self.article)[self.ordinal - 1] if self.ordinal else self.article


@dataclass
class Phrase:
    book: object
    place: object        # the block in which it stands
    text: str
    start: int
    end: int
    href: str = None
    left: object = None  # what stands right before it in a list
    _spots: list = field(default=None, repr=False)

    def foreign(self):
        first = self
        while first.left is not None and OWN.search(first.text[:first.start]) is None:
            first = first.left
        before = first.text[:first.start]
        if OWN.search(before):
            return False
        if title := re.search(r"《([^《》]*)》(?:（[^（）]*）)?$", before):
            return title[1] not in self.book.title
        return OTHER.search(before) is not None or re.match("(?:修改为|改为|中的“|后增加|增加一[款项])", self.text[self.end:]) is not None

    def in_quotes(self):
        return self.text[:self.start].count("“") > self.text[:self.start].count("”") or self.text.startswith("“")

    def named(self):
        """The elements that the words name: usually one; more where the text gives one number twice."""
        words = self.text[self.start:self.end]
        if m := ANNEX.fullmatch(words):
            return self._annexes(m["kind"], m["n"])
        found = self.spots()
        return [it.element(self.book) if isinstance(it, Spot) else it for it in found]

    def spots(self):
        if self._spots is None:
            self._spots = self._resolve(self.text[self.start:self.end])
        return self._spots

    def _resolve(self, words):
        m = WHOLE.fullmatch(re.sub(rf"^本{LAW}", "", words))
        steps = {}
        if m and any(m.groupdict().values()):
            steps = {rank: m[name] for rank, name in zip(RANKS, ("article", "paragraph", "item", "subitem")) if m[name]}
            last, relative, division = m["last"], m["relative"], m["division"]
            if last:
                steps[self._unit_behind(words)] = last
        elif e := ELIDED.fullmatch(words):
            relative = division = None
            unit = e["unit"] or self._unit_behind(words)
            if unit not in RANKS:
                division = f"第{e['n']}{unit}{e['more']}"
            else:
                steps[unit] = f"第{e['n']}{unit}{e['more']}"
        else:
            raise Unknown(*(["its words are not understood"] if re.search(rf"第{NUMERAL}[条款项]|^[前本][条款项]", words) else []))
        if relative:
            spots = self._relative(relative)
        elif division:
            spots = self._divisions(division)
        else:
            spots = None
        for rank in RANKS:
            if rank in steps:
                said = re.fullmatch(rf"第[（(]?({NUMERAL})[）)]?(?:{rank})?((?:之{NUMERAL})*)", steps[rank])
                spots = self._step(rank, numbers(said[1], said[2]), spots)
        return spots

    def _unit_behind(self, words):
        behind = UNIT_BEHIND.match(self.text[self.end:])
        if behind is None:
            raise Unknown(*(["its words have no unit"] if words.startswith("第") else []))
        return behind["unit"]

    def _here(self):
        article = self.book.article(self.place)
        if article is None:
            raise Unknown("stands in no article")
        return article, self.book.paragraph(self.place), self.book.items(self.place)

    def _relative(self, words):
        own, unit = words[0] == "本", words[-2:] if words.endswith("分编") else words[-1]
        if own and unit not in RANKS:
            division = self.book.division(self.place, unit)
            return [division] if division is not None else []
        count = 1 if len(words) == 2 else number(words[1:-1]) if not own else 0
        article, ordinal, items = self._here()
        if own:
            return [{"条": Spot(article), "款": Spot(article, ordinal), "项": Spot(article, ordinal, tuple(items[:1])),
                     "目": Spot(article, ordinal, tuple(items))}[unit]]
        if unit == "条":
            near = [e for e in self.book.sequence if self.book.annex(e) is self.book.annex(article)]
            at = near.index(article) - count
            return [Spot(near[at])] if at >= 0 else []
        if unit == "款":
            return [Spot(article, ordinal - count)] if ordinal and ordinal > count else []
        # 项 are those of the 款, also seen from a 目; in a 款 behind a list its last.
        beside = [e for e in self.book.inside(article) if self.book.paragraph(e) == (ordinal or 1) - (not items)]
        at = (beside.index(items[0]) if items else len(beside)) - count
        return [Spot(article, self.book.paragraph(beside[at]), (beside[at],))] if at >= 0 and beside else []

    def _divisions(self, words):
        found = [None]
        for n, unit, more in re.findall(rf"第({NUMERAL})(分编|[编章节])((?:之{NUMERAL})*)", words):
            wanted = (unit, numbers(n, more))
            every = [e for e, it in self.book.divisions.items() if it == wanted]
            found = [e for e in every if any(outer is None or outer in self.book.above(e) for outer in found)]
        if len(found) > 1:
            # The nearest: that which shares most of what lies above.
            left = self.left.named()[0] if self.left is not None and self.left.named() else self.place
            above = set(self.book.above(left)) | set(self.book.above(self.place))
            shared = lambda e: sum(it in above for it in self.book.above(self.book.parent[e]) if it in self.book.divisions)
            found = [e for e in found if shared(e) == max(map(shared, found))]
        return found

    def _step(self, rank, wanted, spots):
        book = self.book
        if rank == "条":
            every = [e for e, it in book.articles.items() if it == wanted]
            if spots:  # 第三章第十条
                every = [e for e in every if any(d in book.above(e) for d in spots)]
            annex = book.annex(self.place)
            near = [e for e in every if book.annex(e) is annex]
            return [Spot(e) for e in near or [e for e in every if book.annex(e) is None]]
        if spots is None:
            spots = self._inherited(rank)
        out = []
        for spot in spots:
            if not isinstance(spot, Spot):
                continue
            if rank == "款":
                out += [Spot(spot.article, wanted[0])] if wanted[0] <= len(book.paragraphs(spot.article)) else []
                continue
            outer = spot.items[-1] if spot.items and rank == "目" else spot.article
            inner = [e for e in book.inside(outer) if item_number(e) == wanted]
            if spot.ordinal:
                inner = [e for e in inner if book.paragraph(e) == spot.ordinal]
            out += [Spot(spot.article, book.paragraph(e), (*spot.items, e) if rank == "目" else (e,)) for e in inner]
        return out

    def _inherited(self, rank):
        """What a reference without upper levels lies in: that of its left neighbour, else where it stands."""
        if self.left is not None:
            over = RANKS.index(rank)
            return [Spot(it.article, it.ordinal if over > 1 else None, it.items[:over - 2] if over > 2 else ())
                    for it in self.left.spots() if isinstance(it, Spot)]
        article, ordinal, items = self._here()
        if rank == "款":
            return [Spot(article)]
        if rank == "目":
            return [Spot(article, ordinal, tuple(items[:1]))]
        own = [e for e in self.book.inside(article) if self.book.paragraph(e) == ordinal]
        return [Spot(article, ordinal if own else None)]

    def _annexes(self, kind, n):
        wanted = n and (n if re.fullmatch("[A-Z]", n) else number(n))
        return [e for e, (own, its) in self.book.annexes.items() if own == kind and (wanted is None or its == wanted)]


def phrases(book, place, text, found):
    """The references of a block in order: its links, and what else looks like one."""
    spans = [(start, end, href) for start, end, href in found]
    taken = lambda m: any(start < m.end() and m.start() < end for start, end, _ in spans)
    spans += [(m.start(), m.end(), None) for m in PLAIN.finditer(text) if not taken(m)]
    last = None
    for start, end, href in sorted(spans, key=lambda it: it[0]):
        joined = last is not None and JOINED.fullmatch(text[last.end:start])
        last = Phrase(book, place, text, start, end, href, last if joined else None)
        yield last
