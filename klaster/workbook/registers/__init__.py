"""The sheets a workbook may have, in the order in which their rows build on each other."""

from klaster.workbook.register import Register
from klaster.workbook.registers import (
    agreements,
    belongings,
    events,
    funds,
    livelihoods,
    organising,
    people,
)

REGISTERS: tuple[Register, ...] = (
    organising.ORGANISATION,
    organising.PROGRAMME,
    organising.SECTOR,
    organising.PHASE,
    funds.FUND,
    funds.RECEIPT,
    funds.BUDGET,
    funds.COST,
    people.MENTOR,
    people.GROUP,
    people.MITRA,
    people.STEP,
    belongings.PURCHASE,
    belongings.SHARED,
    belongings.QUEUE,
    agreements.LOAN,
    agreements.LIVESTOCK,
    agreements.SHARE,
    agreements.GRANT,
    events.EVENT,
    belongings.SAVING,
    livelihoods.ENTERPRISE,
    livelihoods.SEASON,
    livelihoods.LINE,
)
