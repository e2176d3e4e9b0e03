"""The end of the story: months closed, cooperatives, decisions, claims, the asset reform.

Told through the domain's own commands. Names of cooperatives and officers are made up.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from klaster.demo.cast import DECIDED, EXIT, NAMES
from klaster.domain.access import commands as access
from klaster.domain.access.acts import Actor
from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.cooperative.models import Cooperative, Member, Officer
from klaster.domain.graduation import commands as graduation
from klaster.domain.graduation.models import Claim, Decision, Deed
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries as ledger_read
from klaster.domain.ledger.models import Book
from klaster.domain.programme.models import Enrolment, Programme, Sector
from klaster.rules.calendar import add_months
from klaster.rules.identity import derived_id

PLACE = "Gedung Korpri, Rangkasbitung"
FORMED = date(2013, 9, 10)
HELD = "belum memenuhi syarat kesiapan; didampingi terus oleh koperasi (contoh)"
READY = "syarat kesiapan terpenuhi (contoh)"
_MM = "http://www.masyarakatmandiri.co.id"
WORKSHOP = f"{_MM}/workshop-akhir-program-klaster-mandiri-kabupaten-lebak-banten/"
THANKS = f"{_MM}/kami-bangga-terimakasih-dompet-dhuafa/"
PRESS = (
    "https://fbeta.republika.co.id/berita/n2eisj/324-mitra-dampingan-dd-di-lebak-berhasil-mandiri"
)

# Code, sentence, figure, unit, step it was rounded to, where it was published, column, rows.
FIGURES: tuple[tuple[str, str, int, str, int, str, str, Any], ...] = (
    ("total-342", "Jumlah mitra 342", 342, "mitra", 1, WORKSHOP, "mitra", {}),
    ("total-324", "324 mitra dampingan", 324, "mitra", 1, PRESS, "mitra", {}),
    ("pertanian", "100 mitra pertanian", 100, "mitra", 1, WORKSHOP, "mitra", "pertanian"),
    ("peternakan", "85 mitra peternakan", 85, "mitra", 1, WORKSHOP, "mitra", "peternakan"),
    ("umkm", "139 mitra UMKM", 139, "mitra", 1, WORKSHOP, "mitra", "umkm"),
    ("kelompok", "32 kelompok", 32, "kelompok", 1, PRESS, "groups", {}),
    ("dana", "Dana digulirkan Rp 1,7 milyar", 1_700_000_000, "IDR", 10**8, PRESS, "rolled", {}),
    ("dana-rupiah", "Digulirkan Rp 1.714.661.978", 1_714_661_978, "IDR", 1, THANKS, "rolled", {}),
    ("sektor", "Tiga sektor", 3, "sektor", 1, WORKSHOP, "rows", {}),
    ("koperasi", "Tiga koperasi", 3, "koperasi", 1, WORKSHOP, "cooperatives", {}),
)  # fmt: skip


def leave(by: Actor, programme: Programme) -> list[Deed]:
    """Close the books, found the cooperatives, decide, claim, and hand everything over."""
    if programme.status != Programme.Status.RUNNING:
        return list(Deed.objects.filter(organisation_id=by.organisation_id, programme=programme))
    close_months(by, Book.objects.get(organisation_id=by.organisation_id, code=programme.code))
    decide(by, programme)
    claim(by, programme)
    sectors = Sector.objects.filter(organisation_id=by.organisation_id, programme=programme)
    deeds = [_deed(by, sector) for sector in sectors.order_by("code")]
    return graduation.exit_programme(by=by, on=EXIT, programme=programme, deeds=deeds)


def close_months(by: Actor, book: Book) -> None:
    """Close and seal every month before the exit."""
    while (month := ledger_read.first_open_month(book)) < EXIT.replace(day=1):
        ledger.close_period(by=by, on=add_months(month, 1), book=book, month=month)


def decide(by: Actor, programme: Programme) -> None:
    """The committee's decisions: those whose path says so are independent, the others held."""
    rows = [
        graduation.NewDecision(
            id=derived_id(DECIDED, one.id, "decision"),
            party_id=one.party_id,
            outcome=Decision.Outcome.INDEPENDENT if is_independent else Decision.Outcome.HELD,
            reason=READY if is_independent else HELD,
            sat="Koordinator program, tiga pendamping, tiga ketua kelompok (contoh)",
            rule="contoh_v1",
        )
        for one, is_independent in _standing(by, programme)
    ]
    graduation.decide_many(by=by, on=DECIDED, programme=programme, rows=rows)


def _standing(by: Actor, programme: Programme) -> list[tuple[Enrolment, bool]]:
    """Enrolments that were not left, with whether they reached independence."""
    enrolments = Enrolment.objects.filter(
        organisation_id=by.organisation_id, programme=programme
    ).prefetch_related("steps")
    found = [(one, {step.stage for step in one.steps.all()}) for one in enrolments.order_by("id")]
    return [(one, "independent" in stages) for one, stages in found if "left" not in stages]


def claim(by: Actor, programme: Programme) -> None:
    """What was published, each with the report it is held against."""
    claims = []
    for code, sentence, figure, unit, step, url, column, where in FIGURES:
        parameters: dict[str, object] = {"programme": programme.code, "column": column}
        if where:
            parameters["row"] = {"sector": where}
        if step > 1:
            parameters["rounded_to"] = step
        claims.append(
            _claim(programme, code, sentence, url, parameters, figure=Decimal(figure), unit=unit)
        )
    claims.append(
        _claim(programme, "hari", "Rabu, 6 Maret 2014", WORKSHOP, {}, text="Rabu", on=EXIT)
    )
    graduation.claim_many(by=by, on=EXIT, claims=claims)


def _claim(
    programme: Programme, code: str, sentence: str, url: str, parameters: dict, **more: object
) -> Claim:
    return Claim(
        id=derived_id(EXIT, programme.id, "claim", code),
        programme=programme,
        code=code,
        sentence=sentence,
        published_in=url.split("/")[2],
        url=url,
        report="programme_facts",
        parameters=parameters,
        **more,
    )


def _deed(by: Actor, sector: Sector) -> graduation.NewDeed:
    cooperative = _cooperative(by, sector)
    chair = cooperative.officers.filter(office=Officer.Office.CHAIR).select_related("party").get()
    return graduation.NewDeed(
        id=derived_id(EXIT, sector.id, "deed"),
        sector=sector.code,
        cooperative=cooperative,
        number=f"BAST/{sector.code}/III/2014 (contoh)",
        place=PLACE,
        basis="Mitra dinilai mampu mengelola keuangannya sendiri melalui koperasi.",
        giver_name="Wakil Lembaga (contoh)",
        giver_position="Penanggung jawab program",
        receiver_name=chair.party.name,
        receiver_position="Ketua koperasi",
        witnesses=("Saksi Satu (contoh)", "Saksi Dua (contoh)"),
    )


def _cooperative(by: Actor, sector: Sector) -> Cooperative:
    """Found the cooperative of a sector with all its standing mitra as members."""
    body = derived_id(FORMED, sector.id, "cooperative")
    name = f"Koperasi contoh {NAMES[sector.code]} Lebak"
    access.create_organisation(
        by=by, on=FORMED, id=body, code=f"koperasi-{sector.code}", name=name, kind="cooperative",
        is_illustration=True,
    )  # fmt: skip
    there = replace(by, organisation_id=body)
    cooperative = cooperatives.form(
        by=there, on=FORMED, id=derived_id(FORMED, body, "form"), name=name, sector=sector.code
    )
    enrolments = Enrolment.objects.filter(
        organisation_id=by.organisation_id, sector=sector
    ).select_related("party")
    mitra = [one.party for one in enrolments.order_by("party__name")]
    admissions = [cooperatives.Admission(one, FORMED) for one in mitra]
    cooperatives.admit_mitra(by=there, on=FORMED, cooperative=cooperative, admissions=admissions)
    members = Member.objects.filter(
        organisation_id=body, cooperative=cooperative
    ).select_related("party").order_by("number")  # fmt: skip
    for office, member in zip(Officer.Office.values, members, strict=False):
        cooperatives.appoint(
            by=there, on=FORMED, id=derived_id(FORMED, body, office), cooperative=cooperative,
            party=member.party, office=office,
        )  # fmt: skip
    return cooperative
