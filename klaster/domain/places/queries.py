"""Finding an area by its code, its name or another spelling, typos forgiven."""

from dataclasses import dataclass

from django.db import connection

_FIND = """
with wanted as (
    select places_fold(%(name)s) as folded, replace(%(name)s, '.', '') as digits
),
spelling as (
    select code, name, folded from places_area
    union all
    select area_id, name, folded from places_areaalias
),
hit as (
    select
        spelling.code,
        spelling.name,
        case
            when replace(spelling.code, '.', '') = wanted.digits then 1
            else similarity(spelling.folded, wanted.folded)
        end as score
    from spelling cross join wanted
    where (spelling.folded %% wanted.folded
           or starts_with(spelling.folded, wanted.folded)
           or replace(spelling.code, '.', '') = wanted.digits)
      and (%(within)s = '' or spelling.code = %(within)s
           or starts_with(spelling.code, %(within)s || '.'))
),
best as (
    select distinct on (code) code, name, score from hit order by code, score desc, name
)
select best.code, area.name, area.level, best.name, best.score
from best join places_area as area using (code)
where %(level)s = '' or area.level = %(level)s
order by best.score desc, length(best.code), best.code
limit %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Match:
    """An area that answers to a name: `spelled` is the spelling that matched, score 0 to 1."""

    code: str
    name: str
    level: str
    spelled: str
    score: float


def find(name: str, *, within: str = "", level: str = "", limit: int = 10) -> list[Match]:
    """Return the areas that a name, a part of one, an alias or a code may mean, best first.

    `within` narrows to the area of that code and its parts, `level` to one `Area.Level`. A code
    may be written with or without dots.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _FIND, {"name": name.strip(), "within": within, "level": level, "limit": limit}
        )
        return [Match(*row) for row in cursor.fetchall()]
