"""Head of livestock by sex: counted, moved between roles, and never more than are held.

Shared by `pass_on` and `livestock_share`. The ledger's units are the species with _F or _M.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from klaster.rules import reading
from klaster.rules.entry import Transfer, moves
from klaster.rules.refusal import BadField, Refused

SPECIES = ("SHEEP", "GOAT", "CATTLE", "BUFFALO")
MOST = 100_000  # head in one event; more is a slip of the pen

# How an animal leaves without anyone handing it over, and the sink it is counted in.
LOSSES = {
    "died": "died",
    "stolen": "stolen",
    "lost": "lost",
    "sold": "sold",
    "slaughtered": "slaughtered",
}

NATURAL_DEATH, DISEASE, FORCE_MAJEURE = "natural_death", "disease", "force_majeure"
THEFT, NEGLIGENCE, UNREPORTED_SALE = "theft", "negligence", "unreported_sale"
CAUSES = (NATURAL_DEATH, DISEASE, FORCE_MAJEURE, THEFT, NEGLIGENCE, UNREPORTED_SALE)
_USUAL_CAUSE = {"died": NATURAL_DEATH, "stolen": THEFT}


class MoreHeadThanHeld(Refused):
    """An event takes more animals than the keeper has of that sex and age."""

    code = "more_head_than_held"
    message = (
        "Hanya ada {held} ekor {unit} ({which}), diminta {asked}. "
        "Hitung ulang ternaknya, lalu catat dahulu kejadian yang terlewat."
    )


@dataclass(slots=True)
class Heads:
    """A number of females and of males; it changes while a history is folded."""

    females: int = 0
    males: int = 0

    @property
    def total(self) -> int:
        """Females and males together."""
        return self.females + self.males

    def add(self, other: "Heads") -> None:
        """Put `other` with these."""
        self.females += other.females
        self.males += other.males

    def take(self, other: "Heads", species: str, which: str) -> None:
        """Take `other` away; `which` says in the refusal what kind of animals they are."""
        for unit, held, asked in (
            (f"{species}_F", self.females, other.females),
            (f"{species}_M", self.males, other.males),
        ):
            if asked > held:
                raise MoreHeadThanHeld(unit=unit, held=held, asked=asked, which=which)
        self.females -= other.females
        self.males -= other.males

    def by_unit(self, species: str) -> dict[str, int]:
        """The numbers above zero under the ledger's units."""
        numbers = {f"{species}_F": self.females, f"{species}_M": self.males}
        return {unit: number for unit, number in numbers.items() if number}


def read(values: Mapping[str, Any], may_be_none: bool = False) -> Heads:
    """The keys `females` and `males`; refused when both are zero, unless that is an answer."""
    heads = Heads(
        reading.read_int(values, "females", 0, MOST, default=0),
        reading.read_int(values, "males", 0, MOST, default=0),
    )
    if not heads.total and not may_be_none:
        raise BadField(field="females", reason="sebutkan jumlah ekor betina atau jantan (males)")
    return heads


def moved(debit: str, credit: str, species: str, heads: Heads) -> tuple[Transfer, ...]:
    """`heads` move from role `credit` to role `debit`."""
    return moves((debit, credit, heads.females), unit=f"{species}_F") + moves(
        (debit, credit, heads.males), unit=f"{species}_M"
    )


def read_cause(event_kind: str, values: Mapping[str, Any]) -> str:
    """Why an animal is gone: given, or what the kind of loss itself says."""
    return reading.read_choice(values, "cause", CAUSES, default=_USUAL_CAUSE.get(event_kind))
