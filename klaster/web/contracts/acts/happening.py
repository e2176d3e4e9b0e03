"""One form for each line of the table of events: it asks what the event needs, and records it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from klaster.domain.access.acts import Actor
from klaster.domain.contracts import commands
from klaster.domain.contracts.models import Contract
from klaster.web.contracts.acts.events import HAPPENINGS, Happening
from klaster.web.contracts.acts.standing import OfContract, case_of, may_happen
from klaster.web.shared import inputs, words
from klaster.web.shared.visits import Visit


class Happened(OfContract):
    """An event that `happening` describes."""

    happening: ClassVar[Happening]

    @classmethod
    def is_offered(cls, visit: Visit, subject: Contract) -> bool:
        """Where the kind knows it and the state allows it."""
        told = cls.happening
        return subject.kind in told.kinds and may_happen(subject, told.event, visit.on)

    def begin(self, visit: Visit) -> dict[str, Any]:
        """What follows from the contract."""
        told = self.happening
        begun = told.begin(case_of(self.subject), visit.on) if told.begin else {}
        return {**begun, **super().begin(visit)}

    @property
    def agreed(self) -> int:
        """The rupiah that the contract fixes; 0 where the event names none of its own."""
        told = self.happening
        return told.agreed(case_of(self.subject)) if told.agreed else 0

    @property
    def whom(self) -> str:
        """The contract, and what it fixes."""
        fixed = f" · {words.rupiah(self.agreed)}" if self.agreed else ""
        return super().whom + fixed

    def do(self, by: Actor, on: date) -> str:
        """Record the event."""
        given = {name: self.cleaned_data.get(name) for name in self.happening.fields}
        amount = given.pop("amount", None) or self.agreed
        event = given.pop("way", None) or self.happening.event
        data = as_json({name: self.fields[name] for name in given}, given)
        new = commands.NewEvent(self.cleaned_data["id"], self.subject.id, event, on, amount, data)
        commands.record(by=by, on=on, new=new)
        return self.there()


def as_json(fields: Mapping[str, forms.Field], given: Mapping[str, Any]) -> dict[str, Any]:
    """Values of fields as the rules read them: money and days as text; empty ones left out."""
    return {
        name: _json(fields[name], value)
        for name, value in given.items()
        if value not in (None, "", False)
    }


def _json(field: forms.Field, value: Any) -> Any:
    if isinstance(field, inputs.Rupiah) or isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _form(told: Happening) -> type[Happened]:
    """The form of one line of the table."""
    name = told.name or told.event
    return type(
        f"Happened_{name.replace('.', '_')}",
        (Happened,),
        {
            "__module__": __name__,
            "act": told.act,
            "code": f"contracts.record.{name}",
            "title": told.title,
            "about": told.about,
            "happening": told,
            **told.fields,
        },
    )


FORMS = tuple(_form(told) for told in HAPPENINGS)
