"""The collection sheet of a group: what its members paid at a meeting, all of it or nothing."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.contracts.commands.group_cash import Saving, save_to_group_many
from klaster.domain.contracts.commands.recording import NewEvent, record_many
from klaster.domain.contracts.commands.refusals import require_parties
from klaster.domain.contracts.models import Collection
from klaster.rules.identity import derived_id
from klaster.rules.refusal import Refused
from klaster.rules.wording import money_text


class NothingCollected(Refused):
    code = "nothing_collected"
    message = "Isi dahulu setoran paling sedikit satu anggota."


class CashDiffers(Refused):
    code = "cash_differs"
    message = (
        "Uang yang dihitung {counted}, padahal tercatat {expected}. Hitung ulang, atau tulis "
        "alasan selisihnya."
    )


class GroupCashMissing(Refused):
    code = "group_cash_missing"
    message = "Pilih dana kas kelompok tempat simpanan disimpan."


@command("contracts.collect")
def collect(
    *,
    by: Actor,
    on: date,
    id: UUID,
    group: UUID,
    repaid: Mapping[UUID, int],
    saved: Mapping[UUID, int],
    fund: UUID | None,
    counted: int,
    reason: str = "",
) -> Collection:
    """Post what a group's members paid on a day, in rupiah, in one transaction.

    `repaid` is by contract, `saved` by party, into the group cash `fund`. `counted` is the cash in
    hand; a difference from what was written down needs a `reason` and stays on record. Raises
    `NothingCollected`, `CashDiffers`, and what `record_many` and `save_to_group_many` do.
    """
    expected = sum(repaid.values()) + sum(saved.values())
    if expected <= 0:
        raise NothingCollected
    if counted != expected and not reason.strip():
        raise CashDiffers(counted=money_text(counted, 0), expected=money_text(expected, 0))
    require_parties(by.organisation_id, [group])
    source = f"collection:{id}"
    sheet = once.add(
        Collection(
            id=id,
            organisation_id=by.organisation_id,
            group_id=group,
            on=on,
            expected=expected,
            counted=counted,
            reason=reason.strip(),
            recorded_by=by.user_id,
        ),
        later=("recorded_by", "recorded_at"),
    )
    record_many(
        by=by,
        on=on,
        rows=[
            NewEvent(derived_id(on, id, contract), contract, "repaid", on, amount, source=source)
            for contract, amount in repaid.items()
        ],
    )
    save_to_group_many(by=by, on=on, rows=_savings(on, id, fund, saved))
    return sheet


def _savings(on: date, id: UUID, fund: UUID | None, saved: Mapping[UUID, int]) -> list[Saving]:
    if fund is None:
        if saved:
            raise GroupCashMissing
        return []
    return [
        Saving(derived_id(on, id, party), fund, party, amount, on)
        for party, amount in saved.items()
    ]
