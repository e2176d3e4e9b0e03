"""What is done with contracts by a form: signing, all that happens to them, and decisions."""

from klaster.web.contracts.acts import deciding, happening, paying, rolling, signing

FORMS = (*signing.FORMS, *paying.FORMS, *happening.FORMS, *rolling.FORMS, *deciding.FORMS)
