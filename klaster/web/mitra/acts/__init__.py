"""What is done to the record of people: enrolling, correcting, numbers, bonds, being the same."""

from klaster.web.mitra.acts import bonds, livelihoods, people, same

FORMS = (*people.FORMS, *bonds.FORMS, *livelihoods.FORMS, *same.FORMS)
