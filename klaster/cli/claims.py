"""Checking claims: a report says what the records say, a command keeps it. Asked, or at night."""

from dataclasses import dataclass
from datetime import date

from klaster.domain.access import acts
from klaster.domain.access.models import Organisation
from klaster.domain.graduation.commands import checking
from klaster.domain.graduation.models import Claim
from klaster.reports.claims import claims
from klaster.reports.report import Row
from klaster.reports.run import run


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of an organisation's claims."""

    organisation: Organisation
    rows: tuple[Row, ...]


def check(*, on: date, channel: str, programme: str | None = None) -> list[Found]:
    """Check the claims of every organisation, or those on a programme (its code), and keep it."""
    own = Claim.objects.all()
    if programme:
        own = own.filter(programme__code=programme)
    having = Organisation.objects.filter(id__in=own.values("organisation_id")).order_by("code")
    return [_of(each, on, channel, programme) for each in having]


def _of(organisation: Organisation, on: date, channel: str, programme: str | None) -> Found:
    given = {"programme": programme}
    result = run(claims.REPORT, organisation=organisation.id, on=on, given=given)
    checking.check_claims(
        by=acts.unattended(organisation.id, channel),
        on=on,
        rows=[
            checking.NewCheck(
                acts.new_id(), row["claim_id"], row["verdict"], row["records"], row["difference"]
            )
            for row in result.rows
        ],
    )
    return Found(organisation, result.rows)
