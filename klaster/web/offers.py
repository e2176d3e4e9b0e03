"""All forms of acts, area by area: what people can do on the web."""

from klaster.web.books import acts as books
from klaster.web.claims import acts as claims
from klaster.web.contracts import acts as contracts
from klaster.web.cooperatives import acts as cooperatives
from klaster.web.deeds import acts as deeds
from klaster.web.groups import acts as groups
from klaster.web.herd import acts as herd
from klaster.web.mitra import acts as mitra
from klaster.web.programme import acts as programme
from klaster.web.readiness import acts as readiness
from klaster.web.settings import acts as settings
from klaster.web.shared.acting import offer
from klaster.web.sign_in import acts as account
from klaster.web.surveys import acts as surveys


def make_known() -> None:
    """Tell `shared.acting` of every form; called once, when addresses are read."""
    offer(
        (
            *account.FORMS,
            *settings.FORMS,
            *groups.FORMS,
            *programme.FORMS,
            *mitra.FORMS,
            *surveys.FORMS,
            *contracts.FORMS,
            *herd.FORMS,
            *books.FORMS,
            *claims.FORMS,
            *deeds.FORMS,
            *readiness.FORMS,
            *cooperatives.FORMS,
        )
    )
