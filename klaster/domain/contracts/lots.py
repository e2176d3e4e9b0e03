"""What an event hands to the mitra, read off the value it moves; the same for every kind."""

from collections.abc import Iterator
from uuid import UUID

from klaster.domain.assets.commands import NewLot, lot_id
from klaster.domain.contracts.models import Contract
from klaster.rules import reading
from klaster.rules.amount import LARGEST, share_out
from klaster.rules.contracts.kind import Event, Outcome
from klaster.rules.entry import RUPIAH, Transfer

_FROM = ("fund_cash", "goods_stock", "stock")
_CONTROLLED = ("managed_asset", "with_keeper")
_LET_GO = ("receivable", "investment", "salam_receivable", "fund_distributed", "owned_by_keeper")


def handed_over(contract: Contract, id: UUID, event: Event, outcome: Outcome) -> Iterator[NewLot]:
    """One lot per unit of head, or else one for the goods or money, where anything is handed over.

    The event's data may say `unit` and `quantity` of goods, `description`, `deed_number`, and
    `came_from`: the contract whose offspring this is. Cost is shared over head, largest remainder.
    """
    moved = [each for each in outcome.transfers if _is_hand_over(each)]
    if not moved:
        return
    cost = sum(each.amount for each in moved if each.unit == RUPIAH)
    things = [(each.unit, each.amount) for each in moved if each.unit != RUPIAH]
    if not things:
        unit = reading.read_text(event.data, "unit", longest=20, default=RUPIAH)
        quantity = 1 if unit != RUPIAH else cost
        things = [(unit, reading.read_int(event.data, "quantity", 1, LARGEST, default=quantity))]
    is_controlled = any(each.debit in _CONTROLLED for each in moved)
    came_from = event.data.get("came_from")
    costs = share_out(cost, [quantity for _, quantity in things])
    for (unit, quantity), part in zip(things, costs, strict=True):
        yield NewLot(
            id=lot_id(event.on, id, unit),
            contract_id=contract.id,
            party=contract.party_id,
            fund=contract.fund_id,
            programme=contract.programme_id,
            akad=contract.kind,
            unit=unit,
            quantity=quantity,
            cost=part,
            is_controlled=is_controlled,
            placed_on=event.on,
            description=reading.read_text(event.data, "description", default=""),
            deed_number=reading.read_text(event.data, "deed_number", longest=60, default=""),
            came_from_contract=UUID(came_from) if came_from else None,
        )


def _is_hand_over(transfer: Transfer) -> bool:
    return transfer.credit in _FROM and transfer.debit in (*_CONTROLLED, *_LET_GO)
