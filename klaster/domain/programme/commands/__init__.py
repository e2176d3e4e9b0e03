"""All that may be done in a programme: setting it up, its groups, the path of its mitra."""

from klaster.domain.programme.commands.enrolments import (
    AlreadyEnrolled,
    NewEnrolment,
    NewStep,
    StageNotNext,
    StepBeforeLast,
    enrol,
    enrol_many,
    move_enrolment,
    move_enrolments,
)
from klaster.domain.programme.commands.groups import (
    NewGroup,
    assign_mentor,
    change_group,
    dissolve_group,
    form_group,
    form_groups,
)
from klaster.domain.programme.commands.refusals import CodeTaken, NotFound, ProgrammeNotRunning
from klaster.domain.programme.commands.set_up import (
    NewBudgetLine,
    add_fund_source,
    add_sector,
    close_programme,
    link_fund,
    mark_exited,
    set_budget,
    set_phase,
    start_programme,
)

__all__ = [
    "AlreadyEnrolled",
    "CodeTaken",
    "NewBudgetLine",
    "NewEnrolment",
    "NewGroup",
    "NewStep",
    "NotFound",
    "ProgrammeNotRunning",
    "StageNotNext",
    "StepBeforeLast",
    "add_fund_source",
    "add_sector",
    "assign_mentor",
    "change_group",
    "close_programme",
    "dissolve_group",
    "enrol",
    "enrol_many",
    "form_group",
    "form_groups",
    "link_fund",
    "mark_exited",
    "move_enrolment",
    "move_enrolments",
    "set_budget",
    "set_phase",
    "start_programme",
]
