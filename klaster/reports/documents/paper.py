"""A tagged PDF (PDF/UA-1) of thousands of like pages, written as it goes; fonts from `shell`.

The caller says where everything stands, in points from the lower left corner, and what it is:
every piece of a page belongs to an element of the structure, or is an artifact.
"""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from klaster.reports.documents.shell import Shell
from klaster.rules.qr import Code

A4 = (595.28, 841.89)
_PACKED = 2_000  # objects in one stream
_QUICKLY = 1  # a sixth larger than level 6, in a quarter of the time
_PAGES = 100  # pages in one node of their tree


@dataclass(slots=True)
class _Page:
    number: int
    marks: list[int] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Element:
    kind: str
    parent: int
    attributes: str
    children: list[int] = field(default_factory=list)


class Paper:
    """The document under way. Objects are numbered as they are begun and kept when complete."""

    def __init__(self, shell: Shell) -> None:
        """Begin with the fonts and the metadata of the shell."""
        self._shell = shell
        self._body: list[bytes] = [b"%PDF-1.7\n%\x80\x80\x80\x80\n"]
        self._length = len(self._body[0])
        self._places: list[tuple[int, int, int]] = [(0, 0, 65_535)]
        self._waiting: list[tuple[int, str]] = []
        self._pages: list[int] = []
        self._parents: list[int] = []
        self._bookmarks: list[tuple[str, int]] = []
        self._elements: dict[int, _Element] = {}
        moved = {number: self._number() for number in shell.objects}
        for number, each in shell.objects.items():
            self._write(moved[number], each.renumbered(moved), each.stream)
        self._metadata, self._info = moved[shell.metadata], moved[shell.info]
        fonts = "".join(
            f"/{weight} {moved[face.object]} 0 R" for weight, face in shell.faces.items()
        )
        self._resources = self._packed(f"<</Font<<{fonts}>>>>")
        self._root, self._tree = self._number(), self._number()
        self._document = self._number()
        self._elements[self._document] = _Element("Document", self._tree, "")
        self._nodes: list[int] = []
        self._page = _Page(0)

    @property
    def document(self) -> int:
        """The element that everything belongs to."""
        return self._document

    def begin_page(self, bookmark: str = "") -> None:
        """Begin the next page; its bookmark, if it has one, leads to its top."""
        self._end_page()
        if len(self._pages) % _PAGES == 0:
            self._nodes.append(self._number())
        self._page = _Page(self._number())
        self._pages.append(self._page.number)
        if bookmark:
            self._bookmarks.append((bookmark, self._page.number))

    def element(self, kind: str, parent: int, attributes: str = "") -> int:
        """Begin an element of the structure inside another."""
        number = self._number()
        self._elements[number] = _Element(kind, parent, attributes)
        self._elements[parent].children.append(number)
        return number

    def leaf(self, kind: str, parent: int, pieces: str, attributes: str = "") -> None:
        """An element that is a piece of the page under way; with nothing to show, an empty one."""
        number, page = self._number(), self._page
        content = ""
        if pieces:
            mark = len(page.marks)
            page.marks.append(number)
            page.pieces.append(f"/{kind}<</MCID {mark}>>BDC {pieces} EMC\n")
            content = f"/K {mark}/Pg {page.number} 0 R"
        self._keep(number, f"<</S/{kind}/P {parent} 0 R{attributes}{content}>>")
        self._elements[parent].children.append(number)

    def artifact(self, pieces: str) -> None:
        """Lines, and what only repeats: nobody needs it read out."""
        self._page.pieces.append(f"/Artifact BMC {pieces} EMC\n")

    def text(
        self, x: float, y: float, text: str, size: float, weight: str, is_right: bool = False
    ) -> str:
        """The piece that shows a text at a point: its left end, or its right."""
        face = self._shell.faces[weight]
        left = x - face.width(text, size) if is_right else x
        return f"BT/{weight} {size} Tf {left:.2f} {y:.2f} Td<{face.written(text)}>Tj ET"

    def code(self, x: float, y: float, side: float, code: Code) -> str:
        """The piece that shows a QR code in a square whose lower left corner is a point."""
        return (
            f"q {side} 0 0 {side} {x:.2f} {y:.2f} cm BI/W {code.size}/H {code.size}"
            f"/IM true/BPC 1/D[1 0]/F/AHx ID {code.rows.hex()}> EI Q"
        )

    def close(self, *numbers: int) -> None:
        """Keep elements that have all their children."""
        for number in numbers:
            one = self._elements.pop(number)
            children = " ".join([f"{child} 0 R" for child in one.children])
            self._keep(
                number, f"<</S/{one.kind}/P {one.parent} 0 R{one.attributes}/K[{children}]>>"
            )
        if len(self._waiting) >= _PACKED:
            self._pack()

    def finish(self) -> bytes:
        """The whole file."""
        self._end_page()
        document = self._document
        self.close(document)
        pages = self._number()
        for n, node in enumerate(self._nodes):
            kids = self._pages[n * _PAGES : (n + 1) * _PAGES]
            self._keep(
                node,
                f"<</Type/Pages/Parent {pages} 0 R/Count {len(kids)}/Kids[{_listed(kids)}]>>",
            )
        self._keep(pages, f"<</Type/Pages/Count {len(self._pages)}/Kids[{_listed(self._nodes)}]>>")
        numbered = " ".join([f"{n} {each} 0 R" for n, each in enumerate(self._parents)])
        self._keep(
            self._tree,
            f"<</Type/StructTreeRoot/K[{document} 0 R]/ParentTree<</Nums[{numbered}]>>"
            f"/ParentTreeNextKey {len(self._parents)}>>",
        )
        self._keep(
            self._root,
            f"<</Type/Catalog/Pages {pages} 0 R/Metadata {self._metadata} 0 R/Lang(id)"
            f"/StructTreeRoot {self._tree} 0 R/MarkInfo<</Marked true>>"
            "/ViewerPreferences<</DisplayDocTitle true/Direction/L2R>>"
            f"/Outlines {self._outline()} 0 R>>",
        )
        self._pack()
        return self._with_places()

    def _end_page(self) -> None:
        page = self._page
        if not page.number:
            return
        content = self._number()
        self._write(content, b"", "".join(page.pieces).encode("ascii"), is_raw=True)
        marks = self._packed(f"[{_listed(page.marks)}]")
        width, height = A4
        self._keep(
            page.number,
            f"<</Type/Page/Parent {self._nodes[-1]} 0 R/MediaBox[0 0 {width} {height}]"
            f"/Resources {self._resources} 0 R/Contents {content} 0 R/Tabs/S"
            f"/StructParents {len(self._parents)}>>",
        )
        self._parents.append(marks)
        self._page = _Page(0)

    def _outline(self) -> int:
        root = self._number()
        numbers = [self._number() for _ in self._bookmarks]
        for n, (title, page) in enumerate(self._bookmarks):
            beside = f"/Prev {numbers[n - 1]} 0 R" if n else ""
            beside += f"/Next {numbers[n + 1]} 0 R" if n + 1 < len(numbers) else ""
            said = ("\ufeff" + title).encode("utf-16-be").hex()
            self._keep(
                numbers[n], f"<</Title<{said}>/Parent {root} 0 R{beside}/Dest[{page} 0 R/Fit]>>"
            )
        ends = f"/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R" if numbers else ""
        self._keep(root, f"<</Type/Outlines{ends}/Count {len(numbers)}>>")
        return root

    def _number(self) -> int:
        self._places.append((0, 0, 65_535))
        return len(self._places) - 1

    def _packed(self, said: str) -> int:
        number = self._number()
        self._keep(number, said)
        return number

    def _keep(self, number: int, said: str) -> None:
        """Have an object wait for the next stream of them."""
        self._waiting.append((number, said))

    def _write(self, number: int, head: bytes, stream: bytes | None, is_raw: bool = False) -> None:
        """Write an object as it is, a raw stream compressed."""
        if is_raw and stream is not None:
            stream = zlib.compress(stream, _QUICKLY)
            head = b"<<%s/Length %d/Filter/FlateDecode>>" % (head, len(stream))
        body = b"" if stream is None else b"\nstream\n%s\nendstream" % stream
        said = b"%d 0 obj\n%s%s\nendobj\n" % (number, head, body)
        self._places[number] = (1, self._length, 0)
        self._body.append(said)
        self._length += len(said)

    def _pack(self) -> None:
        """Write the objects that wait into one compressed stream."""
        if not self._waiting:
            return
        stream, at = self._number(), 0
        places = []
        for n, (number, said) in enumerate(self._waiting):
            self._places[number] = (2, stream, n)
            places.append(f"{number} {at}")
            at += len(said) + 1
        index = " ".join(places) + " "
        packed = (index + " ".join([said for _, said in self._waiting])).encode("ascii")
        head = b"/Type/ObjStm/N %d/First %d" % (len(self._waiting), len(index))
        self._waiting = []
        self._write(stream, head, packed, is_raw=True)

    def _with_places(self) -> bytes:
        """The file with the table of where its objects are."""
        at, number = self._length, self._number()
        self._places[number] = (1, at, 0)
        table = b"".join(
            [bytes((kind,)) + where.to_bytes(4, "big") + n.to_bytes(2, "big")
             for kind, where, n in self._places]
        )  # fmt: skip
        body = b"".join(self._body)
        mark = hashlib.sha256(body).hexdigest()[:32].encode()
        head = (
            b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]"
            % (len(self._places), self._root, self._info, mark, mark)
        )  # fmt: skip
        self._body = [body]
        self._write(number, head, table, is_raw=True)
        return b"".join([*self._body, b"startxref\n%d\n%%%%EOF\n" % at])


def _listed(numbers: Sequence[int]) -> str:
    return " ".join([f"{number} 0 R" for number in numbers])
