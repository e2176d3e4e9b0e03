"""How a passbook looks on paper: who, a code that proves it, and every movement with what is there.

Where things stand, in points on A4; everything is read in the order in which it is written.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from klaster.reports.documents import shell
from klaster.reports.documents.paper import A4, Paper
from klaster.reports.documents.shell import REGULAR, SEMIBOLD, plain
from klaster.rules.qr import Code

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 56.7, WIDTH - 56.7, HEIGHT - 62, 62
CODE = 96  # side of the code, three centimetres and a half
SIZE, LINE, GAP = 9, 11, 6  # letters, lines and what is between rows
DATE, AMOUNT = 82, 66  # widths of columns; what happened takes the rest
INK, QUIET, GREEN = "0.106 0.141 0.114 rg", "0.337 0.388 0.353 rg", "0.078 0.325 0.176 rg"
_TABLE = "/A<</O/Table/Scope/Column>>"


@dataclass(frozen=True, slots=True)
class Row:
    """A day's movement: date, what happened, amounts by column; empty where nothing moved."""

    day: str
    what: str
    amounts: tuple[str, ...]
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """One member's passbook; `bookmark` leads to it, `spoken` says what its code is."""

    name: str
    number: str
    bookmark: str
    code: Code
    spoken: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Words:
    """What is alike in all books; `page` has {number}, {page} and {pages}."""

    letterhead: str
    title: str
    period: str
    scan: str
    columns: tuple[str, ...]
    page: str


def pdf(words: Words, books: Sequence[Book], on: date) -> bytes:
    """All books one after another, each from a new page, as one tagged PDF."""
    made = shell.make(words.title, words.letterhead, _texts(words, books), on)
    paper = Paper(made)
    for book in books:
        _draw(paper, made, words, book)
    return paper.finish()


def _texts(words: Words, books: Iterable[Book]) -> Iterator[str]:
    """Every text that is shown, for its letters."""
    yield from (words.letterhead, words.title, words.period, words.scan, *words.columns)
    yield words.page + "0123456789.-Klaster"
    for book in books:
        yield book.name
        yield book.number
        for row in book.rows:
            yield row.day
            yield row.what


def _draw(paper: Paper, made: shell.Shell, words: Words, book: Book) -> None:
    wide = RIGHT - LEFT - DATE - AMOUNT * (len(words.columns) - 2) - 12
    lines = [wrapped(made.faces[REGULAR], row.what, wide) for row in book.rows]
    heights = [LINE * len(each) + GAP for each in lines]
    first, further = TOP - CODE - 44 - BOTTOM, TOP - 16 - BOTTOM
    pages = list(split(heights, first, further))
    section = paper.element("Sect", paper.document)
    table = body = 0
    for n, part in enumerate(pages, 1):
        paper.begin_page("" if n > 1 else book.bookmark)
        _surround(paper, words, book, n, len(pages))
        if n == 1:
            y = _head(paper, section, words, book)
            table = paper.element("Table", section)
            _titles(paper, words, y, table)
            body = paper.element("TBody", table)
        else:
            y = TOP
            _titles(paper, words, y, None)
        y -= 16
        rules = [f"0.8 w 0.106 0.141 0.114 RG {_rule(y)} 0.4 w 0.788 0.769 0.698 RG"]
        for at in part:
            _row(paper, body, book.rows[at], lines[at], y - GAP / 2)
            y -= heights[at]
            rules.append(_rule(y))
        paper.artifact(" ".join(rules))
    paper.close(body, table, section)


def _surround(paper: Paper, words: Words, book: Book, page: int, pages: int) -> None:
    """What stands above and below on every page; nobody needs it read out."""
    above, below = HEIGHT - 40, 34
    said = words.page.format(number=book.number, page=page, pages=pages)
    pieces = [
        paper.text(LEFT, above, words.letterhead, 8.5, REGULAR),
        paper.text(RIGHT, above, words.title, 8.5, REGULAR, is_right=True),
        paper.text(LEFT, below, "Klaster", 8.5, REGULAR),
        paper.text(RIGHT, below, said, 8.5, REGULAR, is_right=True),
    ]
    paper.artifact(f"{QUIET} " + " ".join(pieces))


def _head(paper: Paper, section: int, words: Words, book: Book) -> float:
    """Name, number and period left, the code right; returns where the table begins."""
    paper.leaf("H1", section, f"{INK} " + paper.text(LEFT, TOP - 22, book.name, 20, REGULAR))
    number = paper.text(LEFT, TOP - 44, book.spoken, 10, SEMIBOLD)
    paper.leaf("P", section, f"{GREEN} {number}")
    paper.leaf("P", section, f"{QUIET} " + paper.text(LEFT, TOP - 60, words.period, 10, REGULAR))
    x, y = RIGHT - CODE, TOP - CODE + 8
    box = f"/BBox[{x:.2f} {y:.2f} {RIGHT:.2f} {y + CODE:.2f}]"
    spoken = f"{words.scan}: {book.spoken}".encode("utf-16-be").hex()
    paper.leaf(
        "Figure", section, f"{INK} " + paper.code(x, y, CODE, book.code),
        f"/Alt<feff{spoken}>/A<</O/Layout/Placement/Block{box}>>",
    )  # fmt: skip
    scan = paper.text(RIGHT, y - 11, words.scan, 7.5, REGULAR, is_right=True)
    paper.leaf("P", section, f"{QUIET} {scan}")
    return y - 34


def _titles(paper: Paper, words: Words, y: float, table: int | None) -> None:
    """The titles of the columns; on further pages they are only repeated (no table given)."""
    pieces = [
        f"{QUIET} " + paper.text(x, y - 10, title, SIZE, SEMIBOLD, is_right=n > 1)
        for n, (x, title) in enumerate(zip(_places(len(words.columns)), words.columns, strict=True))
    ]
    if table is None:
        paper.artifact(" ".join(pieces))
        return
    head = paper.element("THead", table)
    row = paper.element("TR", head)
    for piece in pieces:
        paper.leaf("TH", row, piece, _TABLE)
    paper.close(row, head)


def _row(paper: Paper, body: int, row: Row, lines: Sequence[str], y: float) -> None:
    number = paper.element("TR", body)
    weight = SEMIBOLD if row.is_strong else REGULAR
    day, what, *amounts = _places(len(row.amounts) + 2)
    said = paper.text(day, y - 8, row.day, SIZE, weight)
    paper.leaf("TD", number, f"{INK} {said}" if row.day else "")
    texts = [paper.text(what, y - 8 - LINE * n, line, SIZE, weight) for n, line in enumerate(lines)]
    paper.leaf("TD", number, f"{INK} " + " ".join(texts))
    for x, amount in zip(amounts, row.amounts, strict=True):
        piece = paper.text(x, y - 8, amount, SIZE, weight, is_right=True) if amount else ""
        paper.leaf("TD", number, piece)
    paper.close(number)


def _rule(y: float) -> str:
    return f"{LEFT} {y:.2f} m {RIGHT} {y:.2f} l S"


def _places(columns: int) -> list[float]:
    """Where columns begin; those of amounts, from the third on, where they end."""
    amounts = columns - 2
    return [LEFT, LEFT + DATE, *(RIGHT - AMOUNT * (amounts - n) for n in range(1, amounts + 1))]


def wrapped(face: shell.Face, text: str, wide: float) -> list[str]:
    """A text in lines that are no wider; a word that is wider by itself is broken."""
    if face.width(text, SIZE) <= wide:
        return [text]
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if face.width(longer, SIZE) <= wide:
            line = longer
            continue
        if line:
            lines.append(line)
        while face.width(word, SIZE) > wide:
            most = next(n for n in range(len(word), 0, -1) if face.width(word[:n], SIZE) <= wide)
            lines.append(word[:most])
            word = word[most:]
        line = word
    return [*lines, line]


def split(heights: Sequence[float], first: float, further: float) -> Iterator[range]:
    """Which rows go on which page, when the first page and each further one have so much room."""
    start, room = 0, first
    for n, height in enumerate(heights):
        if height > room and n > start:
            yield range(start, n)
            start, room = n, further
        room -= height
    yield range(start, len(heights))


__all__ = ["Book", "Row", "Words", "pdf", "plain", "split", "wrapped"]
