"""What a cooperative chooses, whom it employs, and the record books it writes by hand."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.cooperative.models import Choice, Cooperative, Employee, Note
from klaster.domain.registry.models import Party
from klaster.rules.choices import CHOICES
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField


@command("cooperative.choose")
def choose(
    *, by: Actor, on: date, cooperative: Cooperative, key: str, value: Any, basis: str
) -> Choice:
    """Choose a value of `rules.choices` from `on`, on a basis such as a resolution's number.

    Choosing again for the same day is refused unless it is the same value. Raises `BadField`.
    """
    if key not in CHOICES:
        raise BadField(
            field="key", reason="pilih salah satu: {choices}", choices=", ".join(CHOICES)
        )
    if not basis.strip():
        raise BadField(field="basis", reason="sebutkan keputusan atau pasal dasarnya")
    values: Mapping[str, Any] = {"value": value}
    chosen = Choice(
        id=derived_id(on, cooperative.id, "choice", key),
        organisation_id=cooperative.organisation_id,
        cooperative=cooperative,
        key=key,
        value=CHOICES[key].read(values),
        valid_from=on,
        basis=basis,
    )
    return once.add(chosen)


@command("cooperative.note")
def note(
    *,
    by: Actor,
    on: date,
    id: UUID,
    cooperative: Cooperative,
    kind: str,
    who: str,
    text: str,
    reference: str = "",
    answer: str = "",
) -> Note:
    """Write a line into one of the record books; the same id again is the same line."""
    if kind not in Note.Kind.values:
        raise BadField(
            field="kind", reason="pilih salah satu: {choices}", choices=", ".join(Note.Kind.values)
        )
    for field, said in (("who", who), ("text", text)):
        if not said.strip():
            raise BadField(field=field, reason="harus diisi")
    return once.add(
        Note(
            id=id,
            organisation_id=cooperative.organisation_id,
            cooperative=cooperative,
            kind=kind,
            on=on,
            who=who,
            reference=reference,
            text=text,
            answer=answer,
        ),
        later=["answer"],
    )


@command("cooperative.answer_note")
def answer_note(*, by: Actor, on: date, note: Note, answer: str) -> Note:
    """Say what was done about a suggestion or an advice."""
    note.answer = f"{on.isoformat()}: {answer}"
    Note.objects.filter(organisation_id=by.organisation_id, id=note.id).update(answer=note.answer)
    return note


@command("cooperative.employ")
def employ(
    *, by: Actor, on: date, id: UUID, cooperative: Cooperative, party: Party, duty: str
) -> Employee:
    """Employ someone from `on`; the same id again is the same employment."""
    return once.add(
        Employee(
            id=id,
            organisation_id=cooperative.organisation_id,
            cooperative=cooperative,
            party=party,
            duty=duty,
            valid_from=on,
        ),
        later=["valid_until"],
    )


@command("cooperative.end_employment")
def end_employment(*, by: Actor, on: date, employee: Employee) -> Employee:
    """End an employment: `on` is the first day no longer."""
    if on < employee.valid_from:
        raise BadField(field="on", reason="sebelum mulai bekerja")
    Employee.objects.filter(organisation_id=by.organisation_id, id=employee.id).update(
        valid_until=on
    )
    employee.valid_until = on
    return employee
