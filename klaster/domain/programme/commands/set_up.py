"""Setting a programme up and ending it: sectors, phases, fund sources and the budget."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.programme.commands.refusals import ProgrammeNotRunning, own, require_free
from klaster.domain.programme.models import BudgetLine, FundSource, Phase, Programme, Sector
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField


@dataclass(frozen=True, slots=True)
class NewBudgetLine:
    """Rupiah planned for a kind of spending. No sector: shared. No phase: the whole programme."""

    kind: str
    amount_rp: int
    sector_id: UUID | None = None
    phase_id: UUID | None = None
    fund_source_id: UUID | None = None
    description: str = ""


@command("programme.start_programme")
def start_programme(
    *,
    by: Actor,
    on: date,
    id: UUID,
    code: str,
    name: str,
    area: str,
    ends_on: date | None = None,
    is_illustration: bool = False,
) -> Programme:
    """Start a programme on `on` in an area (its code); `ends_on` is the planned end.

    Raises `CodeTaken`, `SentBefore`, `BadField`.
    """
    _require_order("ends_on", on, ends_on)
    require_free(by, Programme, id, code=code)
    programme = Programme(
        id=id,
        organisation_id=by.organisation_id,
        code=code,
        name=name,
        area_id=area,
        starts_on=on,
        ends_on=ends_on,
        is_illustration=is_illustration,
    )
    return once.add(programme, later=("ends_on", "exited_on", "published_on", "status"))


@command("programme.add_sector")
def add_sector(
    *,
    by: Actor,
    on: date,
    id: UUID,
    programme_id: UUID,
    code: str,
    name: str,
    implementer_id: UUID | None = None,
) -> Sector:
    """Add a sector; its implementer is an organisation. Raises `NotFound`, `CodeTaken`."""
    own(by, Programme, programme_id)
    require_free(by, Sector, id, programme_id=programme_id, code=code)
    sector = Sector(
        id=id,
        organisation_id=by.organisation_id,
        programme_id=programme_id,
        code=code,
        name=name,
        implementer_id=implementer_id,
    )
    return once.add(sector)


@command("programme.set_phase")
def set_phase(
    *, by: Actor, on: date, programme_id: UUID, code: str, ends_on: date | None = None
) -> Phase:
    """Let a phase (`Phase.Code`) begin on `on`; setting it again moves its days."""
    if code not in Phase.Code.values:
        raise BadField(field="code", reason="tahap tidak dikenal.")
    _require_order("ends_on", on, ends_on)
    own(by, Programme, programme_id, lock=True)
    phase, _ = Phase.objects.update_or_create(
        organisation_id=by.organisation_id,
        programme_id=programme_id,
        code=code,
        defaults={"starts_on": on, "ends_on": ends_on},
        create_defaults={
            "id": derived_id(on, programme_id, "phase", code),
            "starts_on": on,
            "ends_on": ends_on,
        },
    )
    return phase


@command("programme.add_fund_source")
def add_fund_source(
    *,
    by: Actor,
    on: date,
    id: UUID,
    programme_id: UUID,
    code: str,
    name: str,
    restriction: str,
    promised_rp: int,
    donor_id: UUID | None = None,
    donor_name: str = "",
    agreement: str = "",
    fund_id: UUID | None = None,
) -> FundSource:
    """Record money promised on `on` under a restriction; `fund_id` is its fund in the ledger.

    Raises `NotFound`, `CodeTaken`, `BadField`.
    """
    if restriction not in FundSource.Restriction.values:
        raise BadField(field="restriction", reason="jenis dana tidak dikenal.")
    if promised_rp < 0:
        raise BadField(field="promised_rp", reason="jumlah tidak boleh negatif.")
    own(by, Programme, programme_id)
    require_free(by, FundSource, id, programme_id=programme_id, code=code)
    source = FundSource(
        id=id,
        organisation_id=by.organisation_id,
        programme_id=programme_id,
        code=code,
        name=name,
        donor_id=donor_id,
        donor_name=donor_name,
        restriction=restriction,
        promised_rp=promised_rp,
        agreed_on=on,
        agreement=agreement,
        fund_id=fund_id,
    )
    return once.add(source, later=("fund_id",))


@command("programme.link_fund")
def link_fund(*, by: Actor, on: date, id: UUID, fund_id: UUID) -> FundSource:
    """Name the ledger fund that holds the money of the fund source `id`."""
    source = own(by, FundSource, id, lock=True)
    FundSource.objects.filter(organisation_id=by.organisation_id, id=id).update(fund_id=fund_id)
    source.fund_id = fund_id
    return source


@command("programme.set_budget")
def set_budget(
    *, by: Actor, on: date, programme_id: UUID, lines: Sequence[NewBudgetLine]
) -> list[BudgetLine]:
    """Set the amounts of budget lines; a line is known by all but its amount, others stay."""
    programme = own(by, Programme, programme_id, lock=True)
    for number, line in enumerate(lines, 1):
        if line.kind not in BudgetLine.Kind.values:
            raise BadField(field=f"{number}.kind", reason="jenis belanja tidak dikenal.")
        if line.amount_rp < 0:
            raise BadField(field=f"{number}.amount_rp", reason="jumlah tidak boleh negatif.")
    budget = {
        (
            place := (
                line.sector_id,
                line.phase_id,
                line.fund_source_id,
                line.kind,
                line.description,
            )
        ): BudgetLine(
            id=derived_id(programme.starts_on, programme_id, "budget", *place),
            organisation_id=by.organisation_id,
            programme_id=programme_id,
            sector_id=line.sector_id,
            phase_id=line.phase_id,
            fund_source_id=line.fund_source_id,
            kind=line.kind,
            description=line.description,
            amount_rp=line.amount_rp,
        )
        for line in lines
    }
    return BudgetLine.objects.bulk_create(
        budget.values(),
        update_conflicts=True,
        unique_fields=["id", "organisation_id"],
        update_fields=["amount_rp"],
    )


@command("programme.mark_exited")
def mark_exited(*, by: Actor, on: date, id: UUID) -> Programme:
    """Mark the programme `id` as exited on `on`; called by the exit of `graduation`."""
    programme = own(by, Programme, id, lock=True)
    if programme.status == Programme.Status.EXITED and programme.exited_on == on:
        return programme
    if programme.status != Programme.Status.RUNNING:
        raise ProgrammeNotRunning(programme=programme.name)
    return _set_status(programme, Programme.Status.EXITED, on)


@command("programme.close_programme")
def close_programme(*, by: Actor, on: date, id: UUID) -> Programme:
    """Close the programme `id`: nothing more is expected of it, not even monitoring."""
    programme = own(by, Programme, id, lock=True)
    return _set_status(programme, Programme.Status.CLOSED, programme.exited_on or on)


@command("programme.publish")
def publish(*, by: Actor, on: date, id: UUID) -> Programme:
    """Let everyone read of the programme `id` from `on`: figures without names, of no few families.

    Published again, it keeps its first day.
    """
    programme = own(by, Programme, id, lock=True)
    return programme if programme.published_on else _set_published(programme, on)


@command("programme.withdraw")
def withdraw(*, by: Actor, on: date, id: UUID) -> Programme:
    """Take the programme `id` off the public pages again."""
    return _set_published(own(by, Programme, id, lock=True), None)


def _set_published(programme: Programme, on: date | None) -> Programme:
    Programme.objects.filter(organisation_id=programme.organisation_id, id=programme.id).update(
        published_on=on
    )
    programme.published_on = on
    return programme


def _set_status(programme: Programme, status: str, exited_on: date) -> Programme:
    Programme.objects.filter(organisation_id=programme.organisation_id, id=programme.id).update(
        status=status, exited_on=exited_on
    )
    programme.status, programme.exited_on = status, exited_on
    return programme


def _require_order(field: str, start: date, end: date | None) -> None:
    if end is not None and end < start:
        raise BadField(field=field, reason="tanggal selesai mendahului tanggal mulai.")
