"""What only the story's closing report says: what is made up, and who else is in the database.

The second is shown, not claimed: the first institution's own queries are asked for the rows of the
others.
"""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from klaster.domain.access.models import Organisation
from klaster.domain.contracts import queries as contracts
from klaster.domain.ledger.models import Book, Entry
from klaster.domain.registry import queries as registry
from klaster.domain.registry.models import Party
from klaster.reports import catalogue
from klaster.reports.closing.section import Section
from klaster.reports.closing.sections import Closing
from klaster.reports.run import run
from klaster.rules.wording import number_text


def with_notes(closing: Closing) -> Closing:
    """The closing report with what is made up said first, and the other institutions last."""
    others = Organisation.objects.filter(kind=Organisation.Kind.INSTITUTION).exclude(
        id=closing.organisation.id
    )
    beside = [_beside(closing.organisation, other, closing.on) for other in others.order_by("code")]
    return replace(closing, sections=(_made_up(), *closing.sections, *beside))


def _made_up() -> Section:
    return Section(
        _("Yang diterbitkan dan yang contoh"),
        _("Diterbitkan: 324 mitra (100 pertanian, 85 peternakan, 139 UMKM) dalam 32 kelompok, tiga "
          "sektor dengan pelaksananya, nama tahap, desa-desa, Rp 1.714.661.978 yang digulirkan, "
          "satu koperasi per sektor, serta hari dan tempat serah terima. Selebihnya contoh: "
          "setiap orang dan kelompok, nama koperasi dan pengurusnya, pembagian dana per sektor, "
          "harga, ternak, panen, angsuran, tabungan, biaya, tanggal tahap, pertemuan, jawaban "
          "survei, garis kemiskinan, indeks harga, aturan kesiapan, keputusan, dan pemantauan."),
    )  # fmt: skip


def _beside(ours: Organisation, other: Organisation, on: date) -> Section:
    people = registry.parties(other.id, kind=Party.Kind.PERSON)
    agreed = contracts.of_organisation(other.id)
    entries = Entry.objects.filter(organisation_id=other.id).count()
    return Section(
        _("Lembaga lain di basis data yang sama"),
        _("{other} menyimpan {people} orang, {contracts} akad, dan {entries} jurnal di sini. Yang "
          "terlihat oleh {ours}: {seen_people} orang, {seen_contracts} akad, {seen_lines} baris "
          "neraca saldo.").format(
            other=other.name,
            people=number_text(people.count()),
            contracts=number_text(agreed.count()),
            entries=number_text(entries),
            ours=ours.name,
            seen_people=registry.parties(ours.id).filter(id__in=people.values("id")).count(),
            seen_contracts=contracts.of_organisation(ours.id)
            .filter(id__in=agreed.values("id"))
            .count(),
            seen_lines=_lines_seen(ours, other, on),
        ),
    )  # fmt: skip


def _lines_seen(ours: Organisation, other: Organisation, on: date) -> int:
    """Lines that our trial balance shows of the other's books."""
    report = catalogue.find("trial_balance")
    return sum(
        len(run(report, organisation=ours.id, on=on, given={"book": code}).rows)
        for code in Book.objects.filter(organisation_id=other.id).values_list("code", flat=True)
    )
