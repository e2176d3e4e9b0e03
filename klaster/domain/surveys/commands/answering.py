"""Recording answers: checked against their instrument, those on worship and belief kept apart."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.programme.models import Programme
from klaster.domain.registry.models import Party
from klaster.domain.surveys import content
from klaster.domain.surveys.models import Instrument, Response, Round, SensitiveAnswers
from klaster.domain.surveys.queries import consents
from klaster.rules import answering
from klaster.rules.identity import derived_id
from klaster.rules.refusal import BadField, Refused


class BadResponse(Refused):
    """The answers of one row; `row` counts from 1, `faults` are those of `BadAnswers`."""

    code = "bad_response"
    message = "Jawaban ke-{row} belum dapat diterima: {faults}"

    @property
    def faults(self) -> tuple[BadField, ...]:
        """What is wrong, by the id of the question."""
        return tuple(self.data["refused"].data["faults"])

    def said(self, translate: Any = str) -> str:
        """The row and all its faults in one sentence."""
        faults = "; ".join(each.said(translate) for each in self.faults)
        return str(translate(self.message)).format(row=self.data["row"], faults=faults)


class NoSpiritualConsent(Refused):
    code = "no_spiritual_consent"
    message = (
        "{party} belum menyetujui pencatatan data ibadah dan keagamaan pada {on}."
        " Catat persetujuannya lebih dahulu, atau kosongkan pertanyaan itu."
    )


class AnsweredAlready(Refused):
    code = "answered_already"
    message = "{party} sudah menjawab {instrument} pada {on}. Jawaban itu tidak diubah."


@dataclass(frozen=True, slots=True)
class NewResponse:
    """Raw answers (JSON by question id) of a party to an adopted instrument on a day."""

    id: UUID
    instrument_id: UUID
    party_id: UUID
    programme_id: UUID | None
    round: str
    on: date
    answers: Mapping[str, Any]


@command("surveys.answer_many")
def answer_many(*, by: Actor, on: date, rows: Sequence[NewResponse]) -> list[Response]:
    """Record responses in a handful of queries; sent again, they stay as they are.

    Raises `BadResponse`, `NoSpiritualConsent`, `AnsweredAlready`, `BadField`, and `SentBefore`
    for other content under the same id.
    """
    own = {"organisation_id": by.organisation_id}
    asked = Instrument.objects.in_bulk({row.instrument_id for row in rows})
    forms = {
        key: answering.form(content.read(each.content))
        for key, each in asked.items()
        if each.organisation_id == by.organisation_id
    }
    parties = dict(
        Party.objects.filter(id__any={row.party_id for row in rows}, **own).values_list(
            "id", "name"
        )
    )
    programmes = set(Programme.objects.filter(**own).values_list("id", flat=True))
    checked = []
    for number, row in enumerate(rows, 1):
        _require_known(row, number, forms, parties, programmes, on)
        try:
            checked.append(answering.check(forms[row.instrument_id], row.answers))
        except answering.BadAnswers as refused:
            raise BadResponse(row=number, refused=refused) from None
    pairs = list(zip(rows, checked, strict=True))
    spiritual = [(n, row) for n, (row, each) in enumerate(pairs, 1) if each.sensitive]
    _require_consent(by, spiritual, parties)
    _require_first(by, rows, parties, asked)
    responses = once.add_many(
        [
            Response(
                id=row.id,
                instrument_id=row.instrument_id,
                party_id=row.party_id,
                programme_id=row.programme_id,
                round=row.round,
                on=row.on,
                answers=each.answers,
                **own,
            )
            for row, each in pairs
        ]
    )
    once.add_many(
        [
            SensitiveAnswers(
                id=derived_id(row.on, row.id, "sensitive"),
                response_id=row.id,
                answers=each.sensitive,
                **own,
            )
            for row, each in pairs
            if each.sensitive
        ]
    )
    return responses


def _require_known(
    row: NewResponse,
    number: int,
    forms: Collection[UUID],
    parties: Collection[UUID],
    programmes: Collection[UUID],
    today: date,
) -> None:
    if row.instrument_id not in forms:
        raise BadField(
            field=f"{number}.instrument_id", reason="instrumen ini belum ditetapkan.", row=number
        )
    if row.party_id not in parties:
        raise BadField(field=f"{number}.party_id", reason="tidak ada di lembaga Anda.", row=number)
    if row.programme_id is not None and row.programme_id not in programmes:
        raise BadField(
            field=f"{number}.programme_id", reason="tidak ada di lembaga Anda.", row=number
        )
    if row.round not in Round.values:
        raise BadField(
            field=f"{number}.round",
            reason="pilih salah satu: {choices}",
            choices=", ".join(Round.values),
            row=number,
        )
    if row.on > today:
        raise BadField(field=f"{number}.on", reason="tanggalnya belum tiba.", row=number)


def _require_consent(
    by: Actor, rows: Sequence[tuple[int, NewResponse]], parties: Mapping[UUID, str]
) -> None:
    if not rows:
        return
    given = consents(by.organisation_id, {row.party_id for _, row in rows})
    for number, row in rows:
        spans = given.get(row.party_id, ())
        if not any(first <= row.on and (end is None or row.on < end) for first, end in spans):
            raise NoSpiritualConsent(party=parties[row.party_id], on=row.on.isoformat(), row=number)


def _require_first(
    by: Actor,
    rows: Sequence[NewResponse],
    parties: Mapping[UUID, str],
    asked: Mapping[UUID, Instrument],
) -> None:
    """One answer of a party to an instrument on a day, in what is recorded and what is sent."""
    known = Response.objects.filter(
        organisation_id=by.organisation_id,
        party__id__any={row.party_id for row in rows},
        on__gte=min((row.on for row in rows), default=date.min),
    ).values_list("instrument_id", "party_id", "on", "id")
    first = {(instrument, party, day): sent for instrument, party, day, sent in known}
    for number, row in enumerate(rows, 1):
        key = (row.instrument_id, row.party_id, row.on)
        if first.setdefault(key, row.id) != row.id:
            raise AnsweredAlready(
                party=parties[row.party_id],
                instrument=asked[row.instrument_id].code,
                on=row.on.isoformat(),
                row=number,
            )
