"""What Typst sets for documents whose pages are written directly: fonts, metadata, title.

Setting thousands of like pages takes a typesetter minutes and gigabytes; letters and metadata it
makes once, and from what it made they are taken over as they are.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from klaster.reports.documents import documents

REGULAR, SEMIBOLD = "Regular", "Semibold"
_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)(?:\nstream\n(.*?)\nendstream)?\nendobj\n", re.S)
_REFERENCE = re.compile(rb"(\d+) 0 R")
_LETTER = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4})>")
_WIDTHS = re.compile(rb"(\d+) (\d+) ([\d.]+)")


@dataclass(frozen=True, slots=True)
class Object:
    """An object of a PDF as it stands there; references by their numbers there."""

    head: bytes
    stream: bytes | None

    @property
    def references(self) -> list[int]:
        """The numbers of the objects that it names."""
        return [int(number) for number in _REFERENCE.findall(self.head)]

    def renumbered(self, numbers: Mapping[int, int]) -> bytes:
        """The object with its references by other numbers."""
        return _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], self.head)


@dataclass(frozen=True, slots=True)
class Face:
    """A font: where its object is, how each letter is written, and how wide it is (1 em = 1)."""

    object: int
    codes: dict[int, str]
    widths: dict[str, float]

    def written(self, text: str) -> str:
        """The text as a string of the page's language, in hexadecimal."""
        return text.translate(self.codes)

    def width(self, text: str, size: float) -> float:
        """How wide a text is, in points."""
        return size * sum([self.widths[letter] for letter in text])


@dataclass(frozen=True, slots=True)
class Shell:
    """Fonts by weight, the document's metadata, and the objects that they consist of."""

    objects: dict[int, Object]
    faces: dict[str, Face]
    metadata: int
    info: int


def plain(text: str) -> str:
    """A text in letters of Latin script; any other is shown as a question mark."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join([letter if _is_latin(letter) else "?" for letter in composed])


def _is_latin(letter: str) -> bool:
    return " " <= letter <= "~" or "\u00a1" <= letter <= "\u017f" or letter in "–—‘’“”•…−"


def make(title: str, letterhead: str, texts: Iterable[str], on: date) -> Shell:
    """The shell of a document that shows `texts` (`plain` ones)."""
    letters = "".join(sorted(set().union(*texts, "?")))
    data = {"title": title, "letterhead": letterhead, "letters": letters}
    made = documents.pdf("shell", data, on)
    objects = {
        int(number): Object(head, body or None) for number, head, body in _OBJECT.findall(made)
    }
    faces = {}
    for number, each in objects.items():
        if b"/Subtype/Type0" in each.head:
            weight = SEMIBOLD if b"Semibold" in each.head else REGULAR
            faces[weight] = _face(objects, number)
    metadata = next(n for n, each in objects.items() if b"/Type/Metadata" in each.head)
    info = next(n for n, each in objects.items() if b"/CreationDate" in each.head)
    needed = _reached(objects, [metadata, info, *(face.object for face in faces.values())])
    return Shell({n: objects[n] for n in needed}, faces, metadata, info)


def _face(objects: dict[int, Object], number: int) -> Face:
    descendant, to_unicode = objects[number].references
    said = zlib.decompress(objects[to_unicode].stream or b"")
    letters = {int(code, 16): chr(int(letter, 16)) for code, letter in _LETTER.findall(said)}
    spans = _WIDTHS.findall(objects[descendant].head.partition(b"/W[")[2])
    widths = {
        code: float(width) / 1000
        for first, last, width in spans
        for code in range(int(first), int(last) + 1)
    }
    return Face(
        number,
        {ord(letter): f"{code:04X}" for code, letter in letters.items()},
        {letter: widths[code] for code, letter in letters.items()},
    )


def _reached(objects: dict[int, Object], numbers: Iterable[int]) -> list[int]:
    found: list[int] = []
    for number in numbers:
        if number not in found:
            found += [number, *_reached(objects, objects[number].references)]
    return sorted(set(found))
