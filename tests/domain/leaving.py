"""What every exit in the tests needs: closed months, confirmations, a cooperative, a deed."""

from dataclasses import replace
from datetime import date

from klaster.domain.access import commands as access
from klaster.domain.access.acts import Actor
from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.cooperative.models import Cooperative, Member, Officer
from klaster.domain.graduation import commands as graduation
from klaster.domain.graduation import confirmations, estate
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries as books
from klaster.domain.ledger.models import Book
from klaster.domain.programme.models import Enrolment, Programme, Sector
from klaster.domain.registry import commands as registry
from tests.conftest import id_of


def close_months(by: Actor, book: Book, on: date) -> None:
    """Close every month before that of `on`."""
    while (month := books.first_open_month(book)) < on.replace(day=1):
        ledger.close_period(by=by, on=on, book=book, month=month)


def confirm_receivables(by: Actor, programme: Programme, on: date) -> None:
    """Let every mitra acknowledge what the book says on a day; who did before is left out."""
    estates = estate.of_programme(programme, estate.book_of(programme), on)
    graduation.confirm_many(
        by=by, on=on,
        rows=[
            graduation.NewConfirmation(
                id_of("confirmed", one.contract.number), one.contract.id, on, one.owed,
                "Surat bertanda tangan",
            )
            for one in confirmations.receivables(estates.values(), on)
            if one.confirmation is None
        ],
    )  # fmt: skip


def cooperative(by: Actor, sector: Sector, on: date) -> Cooperative:
    """A cooperative with every mitra of a sector as a member, the first four as its officers."""
    body = access.create_organisation(
        by=by, on=on, id=id_of("body", sector.code), code=f"koperasi-{sector.code}",
        name=f"Koperasi {sector.code}", kind="cooperative",
    )  # fmt: skip
    there = replace(by, organisation_id=body.id)
    formed = cooperatives.form(
        by=there, on=on, id=id_of("cooperative", sector.code), name=body.name, sector=sector.code
    )
    enrolments = Enrolment.objects.filter(sector=sector).select_related("party")
    mitra = [one.party for one in enrolments.order_by("party__name")]
    for party in mitra:
        registry.give_consent(
            by=by, on=on, id=id_of("consent", party.name), party_id=party.id,
            purpose="share_cooperative",
        )  # fmt: skip
    cooperatives.admit_mitra(
        by=there, on=on, cooperative=formed,
        admissions=[cooperatives.Admission(party, on) for party in mitra],
    )  # fmt: skip
    members = Member.objects.filter(cooperative=formed).select_related("party").order_by("number")
    for office, member in zip(Officer.Office.values, members, strict=False):
        cooperatives.appoint(
            by=there, on=on, id=id_of(sector.code, office), cooperative=formed,
            party=member.party, office=office,
        )  # fmt: skip
    return formed


def deed(receiver: Cooperative, **more: object) -> graduation.NewDeed:
    """A deed for the sector of a cooperative."""
    return graduation.NewDeed(
        id=id_of("exit deed", receiver.sector), sector=receiver.sector, cooperative=receiver,
        number=f"BAST/{receiver.sector}", place="Balai desa",
        basis="Mitra mampu mengelola sendiri", giver_name="Wakil lembaga", giver_position="Ketua",
        receiver_name="Wakil koperasi", receiver_position="Ketua", **more,
    )  # fmt: skip
