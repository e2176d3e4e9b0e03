"""Reading what was found of claims, and to whom a programme may be handed over."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from klaster.domain.access import wall
from klaster.domain.cooperative.models import Cooperative

_CHECKS = """
with ordered as (
    select claim_id, verdict, "on", id,
           row_number() over (partition by claim_id order by "on", id)
               - row_number() over (partition by claim_id, verdict order by "on", id) as stretch
      from graduation_claimcheck
     where organisation_id = %(organisation)s and "on" <= %(on)s
)
select distinct on (claim_id) claim_id, verdict,
       min("on") over (partition by claim_id, verdict, stretch), "on"
  from ordered
 order by claim_id, "on" desc, id desc
"""


@dataclass(frozen=True, slots=True)
class Checked:
    """The last verdict on a claim, the first day of the stretch it stands in, and the last day."""

    verdict: str
    since: date
    last: date


def claims_checked(organisation_id: UUID, on: date) -> dict[UUID, Checked]:
    """Return what was last found of each claim up to a day, by claim; unchecked ones are absent.

    Checked as differing on 1, 2 and 4 March and as agreeing on 3 March: differs since 4 March.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CHECKS, {"organisation": organisation_id, "on": on})
        return {row[0]: Checked(*row[1:]) for row in cursor.fetchall()}


def receivers(on: date) -> list[Cooperative]:
    """Return the cooperatives of this installation formed by a day, each with its book and fund.

    Their names are no secret here: an institution founds them, and chooses whom it hands over to.
    """
    with wall.outside():
        found = Cooperative.objects.filter(formed_on__lte=on)
        return list(found.select_related("book", "rolling_fund").order_by("name", "id"))
