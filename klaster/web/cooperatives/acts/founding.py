"""A cooperative becomes a legal entity."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.cooperative import commands
from klaster.web.cooperatives import period
from klaster.web.cooperatives.acts.base import OfCooperative
from klaster.web.shared import inputs
from klaster.web.shared.visits import Visit


class Recognise(OfCooperative):
    """The state recognises the cooperative."""

    act = "cooperative.recognise"
    area = "organisation"
    title = _("Catat badan hukum")
    about = _("Tanggal dan nomor pengesahan akta pendirian.")
    number = inputs.Words(label=_("Nomor pengesahan"), longest=60)

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """Until it is."""
        own = period.known(visit)
        return own is not None and own.legal_on is None

    def do(self, by: Actor, on: date) -> str:
        """Record it."""
        commands.recognise(by=by, on=on, cooperative=self.own, number=self.cleaned_data["number"])
        return self.back()


FORMS = (Recognise,)
