"""What is done with contracts by a form: signing, all that happens to them, and decisions."""

from klaster.web.contracts.acts import deciding, happening, paying, rolling, signing
from klaster.web.shared.acting import ActForm

FORMS: tuple[type[ActForm], ...] = (
    *signing.FORMS,
    *paying.FORMS,
    *happening.FORMS,
    *rolling.FORMS,
    *deciding.FORMS,
)
