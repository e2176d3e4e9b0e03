"""Persons: how many rows of a workbook a second, and how soon one of a million is found."""

import html
import random
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter
from django.test import Client

from bench import books
from bench.measure import Result
from klaster.domain.access.acts import new_id
from klaster.domain.access.models import Grant, Organisation, User
from klaster.domain.places import commands as places
from klaster.domain.registry import search
from klaster.project import database
from klaster.workbook import beginning, importing

NAME = "klaster_bench_people"
VILLAGE = "36.02.06.2002"
SHEETS: dict[str, list[list[Any]]] = {
    "Lembaga": [["Kode", "Nama", "Jenis", "Contoh"],
                ["uji", "Lembaga Uji", "lembaga", "ya"],
                ["tani", "Pelaksana Tani", "pelaksana", "ya"]],
    "Program": [["Kode", "Nama", "Wilayah", "Mulai", "Selesai"],
                ["lebak", "Klaster Uji", "36.02", "1-1-2011", "31-12-2013"]],
    "Sektor": [["Program", "Kode", "Nama", "Pelaksana"],
               ["lebak", "pertanian", "Pertanian", "tani"]],
    "Kelompok": [["Kode", "Nama", "Sektor", "Desa", "Hari", "Tiap minggu", "Dibentuk"],
                 ["K1", "Kelompok Uji", "pertanian", VILLAGE, "Rabu", 1, "1-2-2011"]],
    "Mitra": [["Kode", "Nama", "Jenis kelamin", "Tanggal lahir", "NIK", "Desa", "Kelompok",
               "Tanggal daftar", "Setuju koperasi"]],
}  # fmt: skip
SYLLABLES = [
    "a", "di", "ka", "ma", "na", "ra", "sa", "su", "ti", "wa", "ya", "nur", "man", "rah", "mat",
    "yah", "din", "lah", "har", "jo", "ko", "wi", "dar", "sri", "eni", "ros", "asih", "umi", "ani",
    "udi", "mad", "ida", "tin", "yu", "li", "fa", "jar",
]  # fmt: skip

# Two or three invented words each; the same for all machines.
_PERSONS = """
insert into registry_party (id, organisation_id, kind, name, alias, person_id, sex, hamlet,
                            address, phone, known_since, is_illustration)
select md5('party' || n)::uuid, organisation.id, 'person',
       (select string_agg(initcap(word.text), ' ')
          from (select string_agg(syllable[1 + ('x' || substr(md5(n || '/' || at), 1, 6))::bit(24)
                                                ::integer %% cardinality(syllable)], '') as text
                  from generate_series(1, 6 + n %% 3) at group by at / 3) word),
       '', md5('person' || n)::uuid, '', '', '', '', '2014-03-06', true
  from access_organisation organisation, generate_series(1, %(number)s) n,
       (select %(syllables)s::text[] as syllable) given
"""


def run(is_quick: bool) -> list[Result]:
    """Workbooks of three sizes, then the search."""
    sizes = (200, 400, 800) if is_quick else (1_000, 4_000, 16_000)
    return [*_import(sizes), *_search(20_000 if is_quick else 1_000_000)]


def _import(sizes: tuple[int, ...]) -> list[Result]:
    rates = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            _fresh()
            path = _workbook(Path(folder) / f"{size}.xlsx", size)
            by = beginning.set_up(path, books.DAY, "bench", "kata sandi uji")
            start = time.perf_counter()
            outcome = importing.run(path, by, books.DAY)
            rates[size] = size / (time.perf_counter() - start)
            if outcome.faults:
                raise RuntimeError(outcome.faults)
    most, least = sizes[2], sizes[0]
    return [
        *(Result(f"import of {size:,} persons", rates[size], "rows per s") for size in sizes[:2]),
        Result(f"import of {most:,} persons", rates[most], "rows per s", 4_000),
        Result(f"rows per s, {most:,} / {least:,}", rates[most] / rates[least], "×"),
    ]


def _fresh() -> None:
    books.empty(NAME)
    places.load_shipped()


def _workbook(path: Path, number: int) -> Path:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        for name, lines in SHEETS.items():
            sheet = book.add_worksheet(name)
            rows = _mitra(number) if name == "Mitra" else iter(())
            for at, line in enumerate([*lines, *rows]):
                sheet.write_row(at, 0, line)
    return path


def _mitra(number: int) -> Iterator[list[str]]:
    for n, name in zip(range(number), _names(), strict=False):
        yield [
            f"M{n:06}", name, "LP"[n % 2], f"{n % 28 + 1}-{n % 12 + 1}-1980",
            f"3602065701{n:06}", VILLAGE, "K1", "1-2-2011", "ya" if n % 2 else "tidak",
        ]  # fmt: skip


def _names() -> Iterator[str]:
    chance = random.Random(409)
    while True:
        yield " ".join("".join(chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(2))


def _search(number: int) -> list[Result]:
    """Two thirds of a name with one letter left out, a hundred times."""
    _fresh()
    organisation = Organisation.objects.create(
        id=new_id(), code="uji", name="uji", kind="institution"
    )
    with database.connect(NAME, role="admin") as connection:
        connection.execute(_PERSONS, {"number": number, "syllables": SYLLABLES})
        connection.execute("vacuum analyze registry_party")
        sample = connection.execute(
            "select name from registry_party order by id limit 100"
        ).fetchall()
    spans = []
    for (name,) in sample:
        start = time.perf_counter()
        search.find(organisation.id, _with_a_typo(name))
        spans.append(time.perf_counter() - start)
    spans.sort()
    return [
        Result(f"search with a typo among {number:,}, median", spans[50] * 1000, "ms"),
        Result(f"search with a typo among {number:,}, p95", spans[95] * 1000, "ms", 60, False),
        *_pages(organisation, number),
    ]


def _pages(organisation: Organisation, number: int) -> list[Result]:
    """A hundred pages of the list, one after the other as its links lead, by the whole server."""
    user = User.objects.create(id=new_id(), username="bench", full_name="Bench")
    Grant.objects.create(
        id=new_id(), organisation=organisation, user=user, role="admin", valid_from=books.DAY
    )
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    address, spans = "/mitra/", []
    for _ in range(100):
        start = time.perf_counter()
        page = client.get(address)
        spans.append(time.perf_counter() - start)
        following = re.search(r'rel="next" href="([^"]+)"', page.content.decode())
        if following is None:
            raise RuntimeError(f"{address} leads nowhere: {page.status_code}")
        address = "/mitra/" + html.unescape(following[1])
    spans.sort()
    return [Result(f"page of a list among {number:,}, p95", spans[94] * 1000, "ms", 150, False)]


def _with_a_typo(name: str) -> str:
    part = name[: max(8, len(name) * 2 // 3)]
    return part[:4] + part[5:]
