"""All forms of acts, area by area: what people can do on the web."""

from klaster.web.contracts import acts as contracts
from klaster.web.shared.acting import offer
from klaster.web.sign_in import acts as account


def make_known() -> None:
    """Tell `shared.acting` of every form; called once, when addresses are read."""
    offer(
        (
            *account.FORMS,
            *contracts.FORMS,
        )
    )
