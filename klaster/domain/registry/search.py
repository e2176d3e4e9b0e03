"""Finding parties by a part of a name, typos forgiven, and pairs that may be the same.

Names are compared by trigrams of `folded` and by `sound` (migrations/registry/names.sql).
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from klaster.domain.access import wall
from klaster.domain.places import queries as places
from klaster.domain.registry import secrecy

# Whoever has the text as it stands in the name: the index gives them without comparing trigrams. Of
# very many (a common first name) the first thousand it comes upon are put in order.
_BY_PART = """
with hit as (
    select id, name, alias, kind, birth_date, village_id, folded
    from registry_party as party
    where party.organisation_id = %(organisation)s
      and party.merged_into_id is null
      and (%(kind)s = '' or party.kind = %(kind)s)
      and (%(village)s = '' or party.village_id = %(village)s
           or starts_with(party.village_id, %(village)s || '.'))
      and party.folded like '%%' || places_fold(%(pattern)s) || '%%'
    limit 1000
),
best as (
    select *, word_similarity(places_fold(%(text)s), folded) as score
    from hit
    order by score desc, name, id
    limit %(limit)s
)
select best.id, best.name, best.alias, best.kind, best.birth_date, village.name, best.score
from best left join places_area as village on village.code = best.village_id
order by best.score desc, best.name, best.id
"""

_BY_LIKENESS = """
with best as (
    select id, name, alias, kind, birth_date, village_id,
           word_similarity(places_fold(%(text)s), folded) as score
    from registry_party as party
    where party.organisation_id = %(organisation)s
      and party.merged_into_id is null
      and (%(kind)s = '' or party.kind = %(kind)s)
      and (%(village)s = '' or party.village_id = %(village)s
           or starts_with(party.village_id, %(village)s || '.'))
      and places_fold(%(text)s) <%% party.folded
    order by score desc, name, id
    limit %(limit)s
)
select best.id, best.name, best.alias, best.kind, best.birth_date, village.name, best.score
from best left join places_area as village on village.code = best.village_id
order by best.score desc, best.name, best.id
"""

_BY_NUMBER = """
select party.id, party.name, party.alias, party.kind, party.birth_date, village.name, 1::real
from registry_identity as number
join registry_party as party
  on party.organisation_id = number.organisation_id and party.id = number.party_id
left join places_area as village on village.code = party.village_id
where number.organisation_id = %(organisation)s
  and number.lookup = any(%(lookups)s)
order by party.name, party.id
limit %(limit)s
"""

_LIKELY_SAME = """
select party.id, party.name, party.alias, party.kind, party.birth_date, village.name,
       (0.6 * case when party.sound = registry_sound(%(name)s) then 1
                   else similarity(party.folded, places_fold(%(name)s)) end
        + 0.25 * case when party.birth_date = %(birth_date)s then 1
                      when party.birth_date <> %(birth_date)s then -1 else 0 end
        + 0.15 * case when party.village_id = %(village)s then 1 else 0 end)::real as score
from registry_party as party
left join places_area as village on village.code = party.village_id
where party.organisation_id = %(organisation)s
  and party.merged_into_id is null
  and party.kind = 'person'
  and (party.folded %% places_fold(%(name)s)
       or (party.village_id = %(village)s and party.sound = registry_sound(%(name)s)))
order by score desc, party.id
limit %(limit)s
"""

# Three ways to come near: each is a hash join on something nearly everyone differs in, so the
# pairs to compare stay few however long the register is.
_DUPLICATES = """
with person as (
    select id, folded, sound, birth_date, village_id
    from registry_party
    where organisation_id = %(organisation)s and kind = 'person' and merged_into_id is null
),
number as (
    select party_id, lookup
    from registry_identity
    where organisation_id = %(organisation)s and kind = 'nik'
),
near as (
    select a.id as first_id, b.id as second_id, false as same_number
    from person as a join person as b on a.birth_date = b.birth_date and a.id < b.id
    where similarity(a.folded, b.folded) >= 0.3 or a.sound = b.sound
    union all
    select a.id, b.id, false
    from person as a
    join person as b on a.village_id = b.village_id and a.sound = b.sound and a.id < b.id
    union all
    select a.id, b.id, false
    from person as a
    join person as b
      on a.village_id = b.village_id
     and left(a.folded, 5) = left(b.folded, 5)
     and a.id < b.id
    where similarity(a.folded, b.folded) >= 0.5
    union all
    select a.party_id, b.party_id, true
    from number as a join number as b on a.lookup = b.lookup and a.party_id < b.party_id
),
pair as (
    select first_id, second_id, bool_or(same_number) as same_number
    from near
    group by first_id, second_id
),
scored as (
    select
        pair.first_id, pair.second_id, pair.same_number,
        case when a.sound = b.sound then 1 else similarity(a.folded, b.folded) end as name,
        coalesce(a.birth_date = b.birth_date, false) as same_birth_date,
        coalesce(a.birth_date <> b.birth_date, false) as other_birth_date,
        coalesce(a.village_id = b.village_id, false) as same_village
    from pair
    join person as a on a.id = pair.first_id
    join person as b on b.id = pair.second_id
    where not exists (
        select from registry_distinction as apart
        where apart.organisation_id = %(organisation)s
          and apart.first_id = pair.first_id and apart.second_id = pair.second_id
    )
),
weighed as (
    select
        first_id, second_id, same_number, name::real, same_birth_date, same_village,
        case
            when same_number then 1
            else 0.6 * name + 0.25 * same_birth_date::int + 0.15 * same_village::int
                 - 0.25 * other_birth_date::int
        end::real as score
    from scored
)
select first_id, second_id, score, same_number, name, same_birth_date, same_village
from weighed
where score >= %(least)s
order by score desc, first_id, second_id
limit %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A party that answers to what was looked for; score 0 to 1, best first."""

    id: UUID
    name: str
    alias: str
    kind: str
    birth_date: date | None
    village: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two persons that may be one, and why; `name` is the likeness of their names, 0 to 1."""

    first_id: UUID
    second_id: UUID
    score: float
    same_number: bool
    name: float
    same_birth_date: bool
    same_village: bool


def find(
    organisation_id: UUID, text: str, *, village: str = "", kind: str = "", limit: int = 20
) -> list[Hit]:
    """Return the parties that a text may mean, best first, in at most three queries.

    Those that have the text as it stands come before those that only resemble it.

    Sixteen digits are looked up as NIK or KK. Otherwise the text is a part of a name or alias,
    and what follows a comma the name of a village: "siti nurhayti, Cisemeut". `village` is an area
    code and narrows to that area and its parts.
    """
    digits = text.replace(" ", "")
    if len(digits) == 16 and digits.isdecimal():
        lookups = [
            found
            for number_kind in ("nik", "kk")
            for found in secrecy.lookups(organisation_id, number_kind, digits)
        ]
        given = {"organisation": organisation_id, "lookups": lookups, "limit": limit}
        return [Hit(*row) for row in _rows(_BY_NUMBER, given)]
    name, _, place = text.partition(",")
    if place.strip():
        areas = places.find(place, within=village, limit=1)
        if not areas:
            return []
        village = areas[0].code
    given = {
        "organisation": organisation_id,
        "text": name.strip(),
        "pattern": re.sub(r"([\\%_])", r"\\\1", name.strip()),
        "kind": kind,
        "village": village,
        "limit": limit,
    }
    hits = [Hit(*row) for row in _rows(_BY_PART, given)]
    if len(hits) < limit:
        found = {hit.id for hit in hits}
        hits += [Hit(*row) for row in _rows(_BY_LIKENESS, given) if row[0] not in found]
    return hits[:limit]


def likely_same(
    organisation_id: UUID,
    *,
    name: str,
    birth_date: date | None = None,
    village: str | None = None,
    least: float = 0,
    limit: int = 5,
) -> list[Hit]:
    """Return the persons on record that someone about to be enrolled may already be.

    Likeness weighs as in `duplicates`; a birth date that differs is -0.25.
    """
    given = {
        "organisation": organisation_id,
        "name": name,
        "birth_date": birth_date,
        "village": village,
        "limit": limit,
    }
    hits = [Hit(*row) for row in _rows(_LIKELY_SAME, given)]
    return [hit for hit in hits if hit.score >= least]


def duplicates(organisation_id: UUID, *, least: float = 0.55, limit: int = 200) -> list[Pair]:
    """Return pairs of persons that may be the same, likeliest first, in one query.

    Likeness weighs the name 0.6 (1 if the names sound the same), equal birth date 0.25, equal
    village 0.15, a birth date that differs -0.25; an equal NIK is 1. Pairs kept apart are left out.
    """
    given = {"organisation": organisation_id, "least": least, "limit": limit}
    return [Pair(*row) for row in _rows(_DUPLICATES, given)]


def _rows(sql: str, given: dict[str, Any]) -> list[tuple]:
    """The rows found; each query here names its organisation (see `wall.outside`)."""
    with wall.outside(), connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()
