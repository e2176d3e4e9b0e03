"""What a cooperative's own books and records say about its readiness, read for itself."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from klaster.domain.contracts import queries as contracts
from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative, Officer
from klaster.domain.graduation.inputs import MONTHS, percent
from klaster.domain.ledger import queries as ledger
from klaster.domain.meetings import queries as meetings
from klaster.domain.savings import queries as savings
from klaster.rules.calendar import add_months
from klaster.rules.scoring.readiness import NOT_APPLICABLE, Value

NAMES: Mapping[str, str] = {
    "members": "Banyaknya anggota",
    "officers_complete": "Ketua, sekretaris, dan bendahara ada",
    "has_supervisor": "Pengawas ada",
    "is_legal": "Sudah berbadan hukum",
    "rat_held": "RAT tahun buku yang lalu dilaksanakan",
    "meetings": "Banyaknya rapat dalam 12 bulan",
    "savings_rp": "Simpanan anggota (rupiah)",
    "savings_late_pct": "Anggota yang terlambat menyimpan (persen)",
    "late_rp": "Angsuran anggota yang terlambat (rupiah)",
    "repayment_pct": "Angsuran jatuh tempo yang dibayar (persen)",
    "months_behind": "Bulan yang lewat dan bukunya belum ditutup",
}
_OFFICES = {Officer.Office.CHAIR, Officer.Office.SECRETARY, Officer.Office.TREASURER}


def gather(cooperative: Cooperative, on: date) -> dict[str, Value]:
    """Everything in `NAMES` of one cooperative on a day, in about ten queries."""
    members = [member.party_id for member in cooperatives.standing_members(cooperative, on)]
    offices = {officer.office for officer in cooperatives.officers(cooperative, on)}
    since = add_months(on, -MONTHS)
    held = meetings.of_cooperative(cooperative).filter(held_on__gt=since, held_on__lte=on)
    saved = savings.balances(cooperative, on)
    behind = savings.late(cooperative, on)
    open_month = ledger.first_open_month(cooperative.book)
    return {
        "members": len(members),
        "officers_complete": offices >= _OFFICES,
        "has_supervisor": Officer.Office.SUPERVISOR in offices,
        "is_legal": cooperative.legal_on is not None and cooperative.legal_on <= on,
        "rat_held": _rat_held(cooperative, on),
        "meetings": held.count(),
        "savings_rp": sum(amount for kinds in saved.values() for amount in kinds.values()),
        "savings_late_pct": percent(len(behind), len(members)) if members else NOT_APPLICABLE,
        **_instalments(cooperative, members, on),
        "months_behind": max(0, (on.year - open_month.year) * 12 + on.month - open_month.month),
    }


def _rat_held(cooperative: Cooperative, on: date) -> Value:
    """Whether last year's meeting took place; a cooperative formed since has none to hold."""
    year = on.year - 1
    if cooperative.formed_on.year > year:
        return NOT_APPLICABLE
    meeting = meetings.annual(cooperative, year)
    return bool(meeting and meeting.held_on and meeting.held_on <= on)


def _instalments(cooperative: Cooperative, members: Sequence[UUID], on: date) -> dict[str, Value]:
    dues = contracts.dues(cooperative.organisation_id, members, on).values()
    due = sum(each.due for each in dues)
    if not due:
        return {"late_rp": NOT_APPLICABLE, "repayment_pct": NOT_APPLICABLE}
    paid = sum(each.paid for each in dues)
    return {"late_rp": sum(each.late for each in dues), "repayment_pct": percent(paid, due)}
