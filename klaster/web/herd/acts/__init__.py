"""What is done with stock, shared assets, tagged animals and queues by a form."""

from klaster.web.herd.acts import animals, stock, waiting

FORMS = (*stock.FORMS, *animals.FORMS, *waiting.FORMS)
