"""The sixteen books of a cooperative's administration, each a view of what was recorded.

The list is the ministry's customary one; members, savings, cash and inventory follow from the
ledger and its registers, resolutions from the meetings, the rest is written by hand as it happens.
"""

from klaster.reports.cooperative import member_savings, members
from klaster.reports.record_books import boards, cash, employees, inventory, notes, resolutions
from klaster.reports.report import Report

BOOKS: tuple[Report, ...] = (
    members.REPORT,
    boards.OFFICERS,
    boards.SUPERVISORS,
    employees.REPORT,
    notes.GUESTS,
    member_savings.REPORT,
    notes.SUGGESTIONS,
    notes.OFFICIAL_ADVICE,
    notes.OTHER_ADVICE,
    resolutions.OF_MEMBERS,
    resolutions.OF_OFFICERS,
    resolutions.OF_SUPERVISORS,
    notes.INCIDENTS,
    cash.REPORT,
    inventory.REPORT,
    notes.LETTERS,
)
