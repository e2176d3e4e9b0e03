"""The closing report of a programme, gathered from reports: what each section says and shows."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from klaster.domain.access.models import Organisation
from klaster.domain.ledger import seals
from klaster.domain.ledger.models import Book
from klaster.domain.programme.models import Phase, Programme
from klaster.reports import catalogue
from klaster.reports.charts import lines, sankey
from klaster.reports.closing import evidence
from klaster.reports.closing.section import Section, narrowed, section
from klaster.reports.portfolio import asset_flow
from klaster.reports.report import Result
from klaster.reports.run import run
from klaster.rules.wording import date_text, full_date_text, money_text, number_text


@dataclass(frozen=True, slots=True)
class Closing:
    """The whole report as of a day."""

    title: str
    subtitle: str
    organisation: Organisation
    on: date
    headline: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]

    @property
    def results(self) -> tuple[Result, ...]:
        """The reports behind the sections."""
        return tuple(section.result for section in self.sections if section.result)


def gather(
    organisation: Organisation, programme: Programme, on: date, followed_until: date | None = None
) -> Closing:
    """Run every report of the closing report once, as of `on`.

    What was found after the exit is told as of `followed_until`, where that is given. For readers
    who may see spiritual data; small counts of it are left out.
    """
    watched = followed_until or on

    def ask(code: str, on: date = on, **given: Any) -> Result:
        report = catalogue.find(code)
        known = {parameter.name for parameter in report.parameters}
        if "programme" in known:
            given.setdefault("programme", programme.code)
        return run(report, organisation=organisation.id, on=on, given=given)

    facts = ask("programme_facts")
    sections = [
        _who(facts),
        _phases(programme),
        _rolled(ask("rolled_identity")),
        _flow(ask("asset_flow")),
        _returned(ask("repayment")),
        _herd(ask("herd_identity")),
        _multiplier(ask("multiplier")),
        _readiness(ask("readiness")),
        evidence.change(ask("household_change", on=watched)),
        evidence.poverty(ask("poverty", on=watched)),
        evidence.worship_and_welfare(ask("cibest", on=watched)),
        _deeds(ask("deeds")),
        *_openings(ask("opening_balance")),
        evidence.followed(ask("follow_up", on=watched), watched),
        evidence.lasting(ask("survival", on=watched), watched),
        _claims(ask("claims")),
        _seals(organisation, ask("seals")),
    ]
    return Closing(
        title=_("Laporan penutup {programme}").format(programme=programme.name),
        subtitle=_("{organisation}, per {day}").format(
            organisation=organisation.name, day=full_date_text(on)
        ),
        organisation=organisation,
        on=on,
        headline=_headline(facts, programme),
        sections=tuple(sections),
    )


def _headline(facts: Result, programme: Programme) -> tuple[tuple[str, str], ...]:
    total = facts.totals[0] if facts.totals else dict.fromkeys(("mitra", "groups", "rolled"), 0)
    exited = programme.exited_on
    return (
        (number_text(total["mitra"]), _("mitra")),
        (number_text(len(facts.rows)), _("sektor")),
        (number_text(total["groups"]), _("kelompok")),
        (money_text(total["rolled"]), _("digulirkan")),
        (number_text(total.get("cooperatives") or 0), _("koperasi menerima")),
        (full_date_text(exited) if exited else _("belum"), _("serah terima")),
    )


def _who(facts: Result) -> Section:
    return section(
        _("Siapa dan di mana"),
        _("Mitra adalah mereka yang pernah aktif dan belum keluar."),
        facts,
        "sector_name implementer mitra groups rolled",
    )


def _phases(programme: Programme) -> Section:
    phases = Phase.objects.filter(
        organisation_id=programme.organisation_id, programme=programme
    ).order_by("starts_on")
    said = "; ".join(
        f"{phase.get_code_display()}: {date_text(phase.starts_on)} – "
        + (date_text(phase.ends_on) if phase.ends_on else _("sekarang"))
        for phase in phases
    )
    return Section(_("Tahap program"), said or _("Tahap belum dicatat."))


def _rolled(result: Result) -> Section:
    return section(
        _("Identitas perguliran"),
        _("Yang digulirkan ditambah hasilnya sama dengan yang ada pada mitra, kembali, menjadi "
          "milik mitra, terpakai, diserahkan, dan rugi. Selisih harus nol."),
        result,
        "sector kind placed with_mitra handed_over lost difference",
    )  # fmt: skip


def _flow(result: Result) -> Section:
    links = [
        sankey.Link(row["stage"], row["origin"], row["target"], row["amount"])
        for row in result.rows
    ]
    given = (
        links,
        asset_flow.NODES,
        money_text,
        _("Aliran aset"),
        _("Dari donatur lewat dana, sektor, dan akad sampai tempatnya sekarang."),
    )
    last = narrowed(result, [row for row in result.rows if row["stage"] == 4])
    return section(
        _("Aliran aset"),
        _("Dari donatur sampai tempatnya sekarang; di bawah ini tahap terakhirnya."),
        last,
        "origin target amount",
        sankey.svg(*given),
        sankey.svg(*given, style=sankey.PAPER),
    )


def _returned(result: Result) -> Section:
    by_month: dict[tuple[str, str], int] = {}
    for row in result.rows:
        month = row["month"].isoformat()
        for name, what in (("placed", _("Digulirkan")), ("returned_cash", _("Kembali uang"))):
            by_month[month, what] = by_month.get((month, what), 0) + row[name]
    values = [
        {"month": month, "what": what, "amount": amount}
        for (month, what), amount in by_month.items()
    ]
    summed = ("placed", "returned_cash", "returned_kind", "lost", "net")
    by_sector: dict[str, dict[str, Any]] = {}
    for row in result.rows:
        there = by_sector.setdefault(row["sector"], {**row, **dict.fromkeys(summed, 0)})
        for name in summed:
            there[name] += row[name]
    return section(
        _("Pengembalian dan perguliran"),
        _("Yang kembali, per sektor, sepanjang program."),
        narrowed(result, list(by_sector.values())),
        "sector placed returned_cash returned_kind lost",
        lines.over_time(values, _("Digulirkan dan kembali per bulan, rupiah")),
    )


def _herd(result: Result) -> Section:
    whole = replace(result, rows=result.totals, totals=())
    return section(
        _("Identitas ternak"),
        _("Awal + masuk + lahir − mati − hilang − dijual − diserahkan = akhir, per jenis."),
        whole,
        "unit acquired born died stolen sold handed_over closing difference",
    )


def _multiplier(result: Result) -> Section:
    return section(
        _("Pengganda perguliran ternak"),
        _("Keluarga yang terjangkau oleh ternak pertama, per generasi."),
        result,
        "species generation lots head families reached per_first_head",
    )


def _readiness(result: Result) -> Section:
    held = [row for row in result.rows if row["outcome"] == "held"]
    return section(
        _("Kesiapan dan yang ditahan"),
        _("{ready} mitra diputuskan mandiri, {held} ditahan.").format(
            ready=len(result.rows) - len(held), held=len(held)
        ),
        narrowed(result, held),
        "sector mitra group reason",
    )


def _deeds(result: Result) -> Section:
    return section(
        _("Berita acara serah terima"),
        _("Satu berita acara per sektor, dalam buku kedua pihak sekaligus."),
        result,
        "number on cooperative items book_value fair_value",
    )


def _openings(result: Result) -> list[Section]:
    """The balance sheet of each receiving cooperative on the day of its deed."""
    by_deed: dict[str, list[dict[str, Any]]] = {}
    for row in result.rows:
        by_deed.setdefault(row["number"], []).append(row)
    return [
        section(
            _("Neraca awal {cooperative}").format(cooperative=rows[0]["cooperative"]),
            _("Posisi koperasi pada {day}, sesudah {deed}.").format(
                day=date_text(rows[0]["on"]), deed=number
            ),
            replace(
                narrowed(result, rows),
                check=tuple(one for one in result.check if one.key.startswith(f"{number}, ")),
            ),
            "side category statement_line amount by_deed",
        )
        for number, rows in by_deed.items()
    ]


def _claims(result: Result) -> Section:
    differing = [row for row in result.rows if row["verdict"] == "differs"]
    return section(
        _("Klaim"),
        _("{count} klaim diperiksa; {differing} berbeda dari catatan.").format(
            count=len(result.rows), differing=len(differing)
        ),
        result,
        "sentence published records difference verdict",
    )


def _seals(organisation: Organisation, result: Result) -> Section:
    books = Book.objects.filter(organisation_id=organisation.id).order_by("code")
    broken = sum(len(seals.breaches(book)) for book in books)
    closed = sum(row["status"] == "closed" for row in result.rows)
    return Section(
        _("Segel dan pemeriksaan dari luar"),
        _("{closed} bulan buku tersegel, {broken} segel tidak cocok. Periksa sendiri: klaster "
          "export journal --format hledger > buku.journal && hledger check --strict -f "
          "buku.journal").format(closed=closed, broken=broken),
        replace(result, rows=(), totals=()),
    )  # fmt: skip
