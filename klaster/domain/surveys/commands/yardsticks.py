"""What answers are held against: lines of household needs and the price index.

Each value has a day and a source; a value set again for the same day replaces it, because it
corrects what was read from the source.
"""

from datetime import date
from decimal import Decimal
from uuid import UUID

from klaster.domain.access.acts import Actor, command
from klaster.domain.places.models import Area
from klaster.domain.surveys.models import Line, PriceIndex
from klaster.rules.refusal import BadField


@command("surveys.set_line")
def set_line(
    *, by: Actor, on: date, id: UUID, kind: str, area: str, monthly_rp: int, source: str
) -> Line:
    """Set a line (rupiah a month for a household) in an area (its code) from `on`."""
    if kind not in Line.Kind.values:
        raise BadField(
            field="kind",
            reason="pilih salah satu: {choices}",
            choices=", ".join(Line.Kind.values),
        )
    if monthly_rp <= 0:
        raise BadField(field="monthly_rp", reason="harus lebih dari nol.")
    if not Area.objects.filter(code=area).exists():
        raise BadField(field="area", reason="wilayah {area} tidak ada.", area=area)
    _require_source(source)
    line, _ = Line.objects.update_or_create(
        organisation_id=by.organisation_id,
        kind=kind,
        area_id=area,
        valid_from=on,
        defaults={"monthly_rp": monthly_rp, "source": source},
        create_defaults={"id": id, "monthly_rp": monthly_rp, "source": source},
    )
    return line


@command("surveys.set_price_index")
def set_price_index(
    *, by: Actor, on: date, id: UUID, month: date, index: Decimal, source: str
) -> PriceIndex:
    """Set the consumer price index of a month (any day in it)."""
    if not Decimal(0) < index < Decimal(100_000) or index != round(index, 4):
        raise BadField(field="index", reason="harus di atas nol, paling banyak empat desimal.")
    _require_source(source)
    found, _ = PriceIndex.objects.update_or_create(
        organisation_id=by.organisation_id,
        month=month.replace(day=1),
        defaults={"index": index, "source": source},
        create_defaults={"id": id, "index": index, "source": source},
    )
    return found


def _require_source(source: str) -> None:
    if not source.strip() or len(source) > 300:
        raise BadField(field="source", reason="sebutkan sumbernya, paling panjang 300 huruf.")
