"""All that may be done in a cooperative, one small form per act."""

from klaster.web.cooperatives.acts import closing, savings, treasury

FORMS = (*savings.FORMS, *treasury.FORMS, *closing.FORMS)
