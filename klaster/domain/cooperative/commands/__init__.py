"""All that may be done with a cooperative: found it, take members in, let them go, keep records."""

from klaster.domain.cooperative.commands.founding import (
    FOUNDERS_LEAST,
    NotAMember,
    TooFewFounders,
    appoint,
    end_office,
    form,
    recognise,
)
from klaster.domain.cooperative.commands.membership import (
    Admission,
    NoConsent,
    NoLongerAMember,
    admit,
    admit_mitra,
    admit_new,
    end_membership,
)
from klaster.domain.cooperative.commands.records import (
    answer_note,
    choose,
    employ,
    end_employment,
    note,
)

__all__ = [
    "FOUNDERS_LEAST",
    "Admission",
    "NoConsent",
    "NoLongerAMember",
    "NotAMember",
    "TooFewFounders",
    "admit",
    "admit_mitra",
    "admit_new",
    "answer_note",
    "appoint",
    "choose",
    "employ",
    "end_employment",
    "end_membership",
    "end_office",
    "form",
    "note",
    "recognise",
]
