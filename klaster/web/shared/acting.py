"""Acts as forms: what the web lets people do, one small form per act, by one rule for all.

An area writes its forms in its `acts.py`; `web/offers.py` lists them all; `web/acting` shows and
carries out each. A form only gathers what a command needs: the command decides.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klaster.domain.access import policy
from klaster.domain.access.acts import Actor, new_id
from klaster.rules.refusal import BadField, Refused
from klaster.web.shared import inputs
from klaster.web.shared.visits import Visit, reach_of


class ActForm(forms.Form):
    """One act of the permission table, on one `subject` row or on none.

    `code` names the form in addresses; it is the act, unless one act has several forms. Forms
    without a subject stand on the page named `area`, and are for those who see all of the
    organisation unless `is_for_part`. The fields `id` (made when the form is first shown, so that
    sending twice does once) and `on` (the day of the act) are every form's.
    """

    act: ClassVar[str]
    code: ClassVar[str] = ""
    area: ClassVar[str] = ""
    title: ClassVar[Any]
    about: Any = ""  # what it does, in a sentence or two
    subject_model: ClassVar[type[Model] | None] = None
    is_for_part: ClassVar[bool] = False
    preview_template: ClassVar[str] = ""  # of the rehearsal that `preview` gives, if it may be had
    template: ClassVar[str] = ""  # of its fields, where one below the other does not do
    do_not_call_in_templates: ClassVar[bool] = True  # the class is shown there by its title

    problems: Sequence[str] = ()  # what still stands in the way, shown above the form
    notices: Sequence[str] = ()  # what to know before it is done

    id = forms.UUIDField(widget=forms.HiddenInput)
    on = inputs.Day(label=_("Tanggal"))

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "act" in cls.__dict__ and "code" not in cls.__dict__:
            cls.code = cls.act

    def __init__(self, visit: Visit, subject: Any = None, given: Any = None) -> None:
        self.visit, self.subject = visit, subject
        files = None if given is None else visit.FILES
        begun = {"id": new_id(), "on": visit.on, **self.begin(visit)}
        super().__init__(given, files, initial=begun)
        for name, field in self.fields.items():
            if isinstance(field, inputs.Within):
                field.look_within(visit)
            if isinstance(field, inputs.Named):
                field.begin_with(self.initial.get(name))
        self.prepare()

    def begin(self, visit: Visit) -> dict[str, Any]:
        """What the fields hold at first: what the address names, `?amount=500000`."""
        return {name: visit.GET[name] for name in self.base_fields if name in visit.GET}

    def prepare(self) -> None:
        """Fit the fields to the visit and the subject (choices, what is left out)."""

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Any]:
        """The rows the act may be done on, within the visitor's reach."""
        raise NotImplementedError

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """Whether the act makes sense now: an open contract is repaid, a closed one is not."""
        return True

    def do(self, by: Actor, on: date) -> str | HttpResponse:
        """Do the act by its command, and say where to go: the address of what was made.

        What may be shown only once, and is nowhere to go to, is answered as a page at once.
        """
        raise NotImplementedError

    def preview(self, by: Actor, on: date) -> dict[str, Any]:
        """What the act would bring about, for `preview_template`; called in what is rolled back."""
        raise NotImplementedError

    def said(self) -> str:
        """The act in a line, for who must approve it."""
        return f"{self.title}: {self.subject}" if self.subject else str(self.title)

    def filled(self) -> list[tuple[str, str]]:
        """The fields that were filled in, each with its label, as people read them."""
        return [
            (str(field.label), said)
            for field in self.visible_fields()
            if (said := inputs.said(field, self.cleaned_data.get(field.name)))
        ]

    def refuse(self, refused: Refused) -> None:
        """Set a refusal of the command beside its field, or above the form."""
        field = str(refused.data.get("field", "")).rpartition(".")[2]
        if isinstance(refused, BadField) and field in self.fields:
            self.add_error(field, refused.why(gettext))
        else:
            self.add_error(None, refused.said(gettext))


FORMS: dict[str, type[ActForm]] = {}


def offer(forms_of_all: Iterable[type[ActForm]]) -> None:
    """Make the forms known by their code. Raises `ValueError` for a code used twice."""
    for form in forms_of_all:
        if FORMS.setdefault(form.code, form) is not form:
            raise ValueError(form.code)


def offered(visit: Visit, subject: Any = None, area: str = "") -> list[tuple[type[ActForm], str]]:
    """Return the forms this visitor may use on a row, or on the page of an area, with addresses."""
    found = []
    for form in FORMS.values():
        if subject is None and (form.subject_model is not None or form.area != area):
            continue
        if subject is not None and (
            form.subject_model is None or not isinstance(subject, form.subject_model)
        ):
            continue
        if is_allowed(visit, form) and form.is_offered(visit, subject):
            found.append((form, address(form, subject)))
    return found


def is_allowed(visit: Visit, form: type[ActForm]) -> bool:
    """Say whether the visitor's roles may do the act, and reach far enough for it."""
    if not policy.may(visit.actor.roles, form.act):
        return False
    reach = reach_of(policy.ACTS[form.act], visit.grants)
    return reach.is_whole or form.is_for_part or form.subject_model is not None


def address(form: type[ActForm], subject: Any = None) -> str:
    """Where a form is filled in."""
    if subject is None:
        return reverse("act", args=[form.code])
    return reverse("act_on", args=[form.code, cast(Model, subject).pk])
