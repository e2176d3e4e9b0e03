"""The one permission table: which roles may do which act, and which may see which page.

Checked by `access.acts.command` for every write and by the faces for every page; a tidy test
keeps it complete.
"""

ADMIN = "admin"
HEAD_OFFICE = "head_office"
COORDINATOR = "coordinator"
IMPLEMENTER = "implementer"
MENTOR = "mentor"
CADRE = "cadre"
OFFICER = "officer"  # chair, secretary, treasurer of a cooperative
SUPERVISOR = "supervisor"
AUDITOR = "auditor"
MEMBER = "member"
DONOR = "donor"

ROLES = (
    ADMIN,
    HEAD_OFFICE,
    COORDINATOR,
    IMPLEMENTER,
    MENTOR,
    CADRE,
    OFFICER,
    SUPERVISOR,
    AUDITOR,
    MEMBER,
    DONOR,
)

_SET_UP = frozenset({ADMIN})
_OFFICE = frozenset({ADMIN, HEAD_OFFICE})
_PROGRAMME = _OFFICE | {COORDINATOR}
_FIELD = _PROGRAMME | {IMPLEMENTER, MENTOR, CADRE}
_BOOKS = _OFFICE | {OFFICER}
_ANY_DESK = _FIELD | {OFFICER}
_DECIDERS = _PROGRAMME | {OFFICER}  # may bind the fund, or give up what is its own
_COOPERATIVE = _OFFICE | {OFFICER}
_PERSONAL = _PROGRAMME | {OFFICER}  # may decide on a person's record and see a number in clear

_WATCHERS = frozenset({SUPERVISOR, AUDITOR})
_READERS = _PROGRAMME | _WATCHERS | {IMPLEMENTER, OFFICER}
_FIELD_READERS = _READERS | {MENTOR, CADRE}
_EVERYONE = frozenset(ROLES)

# May see what mitra told of worship and belief, where they consented to its keeping.
SPIRITUAL = _PROGRAMME

ACTS: dict[str, frozenset[str]] = {
    # access; what is proposed, and by whom it is approved, is held to the line of its own act
    "access.approve": _DECIDERS,
    "access.ask_for_task": _PERSONAL,
    "access.begin_task": _PERSONAL,
    "access.finish_task": _PERSONAL,
    "access.propose": _ANY_DESK,
    "access.reject": _DECIDERS,
    "access.withdraw": _ANY_DESK,
    "access.begin_second_factor": _EVERYONE,
    "access.change_password": _EVERYONE,
    "access.confirm_second_factor": _EVERYONE,
    "access.create_organisation": _SET_UP,
    "access.create_user": _SET_UP,
    "access.deactivate_user": _SET_UP,
    "access.end_other_sessions": _EVERYONE,
    "access.end_session": _EVERYONE,
    "access.grant_role": _SET_UP,
    "access.remove_second_factor": _SET_UP,
    "access.revoke_role": _SET_UP,
    "access.set_password": _SET_UP,
    # registry
    "registry.correct": _ANY_DESK,
    "registry.end_role": _PERSONAL,
    "registry.enrol": _ANY_DESK,
    "registry.enrol_many": _ANY_DESK,
    "registry.give_consent": _ANY_DESK,
    "registry.give_consent_many": _ANY_DESK,
    "registry.give_role": _PERSONAL,
    "registry.give_role_to_many": _PERSONAL,
    "registry.join": _ANY_DESK,
    "registry.join_many": _ANY_DESK,
    "registry.keep_apart": _PERSONAL,
    "registry.leave": _ANY_DESK,
    "registry.leave_many": _ANY_DESK,
    "registry.merge": _PERSONAL,
    "registry.record_number": _ANY_DESK,
    "registry.renew_ciphers": _SET_UP,
    "registry.undo_merge": _PERSONAL,
    "registry.unmask": _PERSONAL,
    "registry.withdraw_consent": _ANY_DESK,
    # ledger
    "ledger.open_book": _BOOKS,
    "ledger.open_fund": _BOOKS,
    "ledger.post_many": _ANY_DESK,
    "ledger.reverse": _BOOKS,
    "ledger.reverse_many": _BOOKS,
    "ledger.close_period": _BOOKS,
    "ledger.make_final": _BOOKS,
    "ledger.reopen_period": _OFFICE,
    # assets
    "assets.animal_left": _FIELD,
    "assets.buy": _PROGRAMME | {IMPLEMENTER},
    "assets.buy_many": _PROGRAMME | {IMPLEMENTER},
    "assets.depreciate": _BOOKS,
    "assets.end_lots": _OFFICE,
    "assets.hand_over_lots": _OFFICE,
    "assets.leave_queue": _FIELD,
    "assets.move_animal": _FIELD,
    "assets.pass_titles": _OFFICE,
    "assets.queue_many": _FIELD,
    "assets.record_lots": _OFFICE,
    "assets.share": _PROGRAMME,
    "assets.tag_many": _FIELD,
    "assets.take_from_stock": _PROGRAMME,
    "assets.undo_lots": _OFFICE,
    # enterprises
    "enterprises.close_cycle": _FIELD,
    "enterprises.open_cycles": _FIELD,
    "enterprises.record_many": _FIELD,
    "enterprises.start_many": _FIELD,
    "enterprises.turn": _FIELD,
    # contracts
    "contracts.cancel": _DECIDERS,
    "contracts.collect": _ANY_DESK,
    "contracts.hand_over_many": _OFFICE,
    "contracts.pass_on": _ANY_DESK,
    "contracts.pay_off": _ANY_DESK,
    "contracts.record": _ANY_DESK,
    "contracts.record_many": _ANY_DESK,
    "contracts.repay": _ANY_DESK,
    "contracts.restructure": _DECIDERS,
    "contracts.save_to_group": _ANY_DESK,
    "contracts.save_to_group_many": _ANY_DESK,
    "contracts.sign": _DECIDERS | {IMPLEMENTER},
    "contracts.sign_many": _DECIDERS | {IMPLEMENTER},
    "contracts.undo": _DECIDERS,
    "contracts.waive": _DECIDERS,
    "contracts.withdraw_from_group": _ANY_DESK,
    "contracts.write_off": _DECIDERS,
    # cooperative
    "cooperative.admit": _COOPERATIVE,
    "cooperative.admit_mitra": _COOPERATIVE,
    "cooperative.answer_note": _COOPERATIVE,
    "cooperative.appoint": _COOPERATIVE,
    "cooperative.choose": _COOPERATIVE,
    "cooperative.employ": _COOPERATIVE,
    "cooperative.end_employment": _COOPERATIVE,
    "cooperative.end_membership": _COOPERATIVE,
    "cooperative.end_office": _COOPERATIVE,
    "cooperative.form": _COOPERATIVE,
    "cooperative.note": _COOPERATIVE,
    "cooperative.recognise": _COOPERATIVE,
    # closing
    "closing.close_books": _BOOKS,
    "closing.month_end": _COOPERATIVE,
    "closing.rehearse_month_end": _COOPERATIVE,
    # meetings
    "meetings.attend_many": _COOPERATIVE,
    "meetings.call": _COOPERATIVE,
    "meetings.hold": _COOPERATIVE,
    "meetings.plan": _COOPERATIVE,
    "meetings.resolve": _COOPERATIVE,
    # savings
    "savings.bill": _COOPERATIVE,
    "savings.keep_many": _COOPERATIVE,
    "savings.leave": _COOPERATIVE,
    "savings.pass_to_heir": _COOPERATIVE,
    "savings.set_plan": _COOPERATIVE,
    "savings.share_profit": _COOPERATIVE,
    # surplus
    "surplus.adopt": _COOPERATIVE,
    "surplus.approve": _COOPERATIVE,
    "surplus.distribute": _COOPERATIVE,
    "surplus.propose": _COOPERATIVE,
    "surplus.reverse": _COOPERATIVE,
    # lending
    "lending.apply_for": _COOPERATIVE,
    "lending.approve": _COOPERATIVE,
    "lending.record_relative": _COOPERATIVE,
    "lending.reject": _COOPERATIVE,
    "lending.withdraw": _COOPERATIVE,
    # surveys
    "surveys.adopt": _PROGRAMME,
    "surveys.answer_many": _ANY_DESK,
    "surveys.set_line": _PROGRAMME,
    "surveys.set_price_index": _PROGRAMME,
    # trade
    "trade.add_item": _COOPERATIVE,
    "trade.buy": _COOPERATIVE,
    "trade.count_stock": _COOPERATIVE,
    "trade.give_back": _COOPERATIVE,
    "trade.pay_supplier": _COOPERATIVE,
    "trade.receive_payment": _COOPERATIVE,
    "trade.reverse_deal": _COOPERATIVE,
    "trade.reverse_payment": _COOPERATIVE,
    "trade.sell": _COOPERATIVE,
    # treasury
    "treasury.buy_asset": _COOPERATIVE,
    "treasury.count_cash": _COOPERATIVE,
    "treasury.depreciate": _COOPERATIVE,
    "treasury.dispose_asset": _COOPERATIVE,
    "treasury.move_money": _COOPERATIVE,
    "treasury.reverse_voucher": _COOPERATIVE,
    "treasury.strike_asset": _COOPERATIVE,
    "treasury.take_up_asset": _COOPERATIVE,
    "treasury.write_voucher": _COOPERATIVE,
    # graduation
    "graduation.adopt_rules": _OFFICE,
    "graduation.check_claims": _OFFICE,
    "graduation.claim_many": _OFFICE,
    "graduation.confirm_many": _FIELD,
    "graduation.decide_many": _OFFICE,
    "graduation.exit": _OFFICE,
    "graduation.rehearse": _OFFICE,
    # mentoring
    "mentoring.meet_many": _FIELD,
    "mentoring.visit_many": _FIELD,
    # monitoring
    "monitoring.allow_signals": _COOPERATIVE,
    "monitoring.record_many": _FIELD,
    "monitoring.reenter": _PROGRAMME,
    "monitoring.visit": _FIELD,
    # programme
    "programme.add_fund_source": _OFFICE,
    "programme.add_sector": _PROGRAMME,
    "programme.assign_mentor": _PROGRAMME | {IMPLEMENTER},
    "programme.change_group": _FIELD,
    "programme.close_programme": _OFFICE,
    "programme.dissolve_group": _PROGRAMME,
    "programme.enrol": _FIELD,
    "programme.enrol_many": _FIELD,
    "programme.form_group": _FIELD,
    "programme.form_groups": _FIELD,
    "programme.link_fund": _OFFICE,
    "programme.mark_exited": _OFFICE,
    "programme.move_enrolment": _FIELD,
    "programme.move_enrolments": _FIELD,
    "programme.publish": _OFFICE,
    "programme.set_budget": _PROGRAMME,
    "programme.set_phase": _PROGRAMME,
    "programme.start_programme": _OFFICE,
    "programme.withdraw": _OFFICE,
}

# Must prove who they are a second time, where the installation asks for it (docs/operations.md).
SECOND_FACTOR = frozenset({ADMIN, HEAD_OFFICE, OFFICER})

# Acts that bind the institution or the cooperative for long: on the web one person fills them in
# and another, of these roles, approves.
CHECKERS: dict[str, frozenset[str]] = {
    "contracts.sign": _DECIDERS,
    "contracts.write_off": _OFFICE | {OFFICER},
    "graduation.exit": _OFFICE,
    "ledger.reopen_period": _OFFICE,
    "surplus.distribute": _COOPERATIVE,
}

# Members and donors see only what is their own; the pages narrow it. What donors see holds no
# family: the pages of people, and those whose figures may be about few, are not theirs.
PAGES: dict[str, frozenset[str]] = {
    "account": _EVERYONE,
    "home": _EVERYONE,
    "imports": _PERSONAL,
    "act": _EVERYONE,  # each form is held to its act
    "proposals": _ANY_DESK,
    "flow": _READERS,
    "programme": _FIELD_READERS,
    "donors": _PROGRAMME | {AUDITOR, DONOR},
    "mitra": _FIELD_READERS,
    "mitra_file": _FIELD_READERS | {MEMBER},
    "duplicates": _PERSONAL | _WATCHERS,
    "groups": _FIELD_READERS,
    "contracts": _FIELD_READERS | {MEMBER},
    "herd": _FIELD_READERS,
    "assets": _FIELD_READERS,
    "books": _READERS,
    "claims": _READERS,
    "readiness": _READERS,
    "reports": _READERS,
    "surveys": _FIELD_READERS,
    "survey_form": _ANY_DESK,
    "cooperative": _READERS | {CADRE, MEMBER},
    "deeds": _READERS,
    "monitoring": _FIELD_READERS,
    "follow_up_form": _FIELD,
    "settings": _OFFICE,
    "audit": _OFFICE | _WATCHERS,
}


def may(roles: frozenset[str], act: str) -> bool:
    """Say whether any of `roles` is allowed `act`; an act that the table lacks is a bug."""
    return not roles.isdisjoint(ACTS[act])


def may_see_spiritual(roles: frozenset[str]) -> bool:
    """Say whether any of `roles` may see answers on worship and belief, and reports on them."""
    return not roles.isdisjoint(SPIRITUAL)
