"""Every table of the database, by whose it is; a table that stands in no list fails a test.

The rules that follow from each kind are in docs/architecture.md, and tests/ledger/test_tenancy.py
proves them over the database catalogue. Read by that test only: nothing at run time depends on it.
"""

# Rows of one organisation: `organisation_id` is part of every key and every reference.
OWNED = frozenset(
    {
        "access_auditline",
        "access_grant",
        "access_proposal",
        "access_task",
        "assets_animal",
        "assets_placement",
        "assets_waiting",
        "closing_monthend",
        "contracts_collection",
        "contracts_contract",
        "contracts_event",
        "contracts_instalment",
        "contracts_settlement",
        "contracts_terms",
        "cooperative_choice",
        "cooperative_cooperative",
        "cooperative_employee",
        "cooperative_member",
        "cooperative_note",
        "cooperative_officer",
        "enterprises_cycle",
        "enterprises_enterprise",
        "enterprises_record",
        "enterprises_turn",
        "graduation_claim",
        "graduation_claimcheck",
        "graduation_confirmation",
        "graduation_decision",
        "graduation_deed",
        "graduation_deeditem",
        "graduation_ruleset",
        "ledger_account",
        "ledger_book",
        "ledger_checkpoint",
        "ledger_entry",
        "ledger_fund",
        "ledger_period",
        "ledger_pool",
        "ledger_seal",
        "ledger_transfer",
        "lending_application",
        "lending_approval",
        "lending_relative",
        "meetings_agendaitem",
        "meetings_attendance",
        "meetings_meeting",
        "meetings_planline",
        "meetings_resolution",
        "monitoring_followup",
        "mentoring_presence",
        "mentoring_session",
        "mentoring_visit",
        "programme_budgetline",
        "programme_enrolment",
        "programme_enrolmentstep",
        "programme_fundsource",
        "programme_group",
        "programme_mentorassignment",
        "programme_phase",
        "programme_programme",
        "programme_sector",
        "savings_due",
        "savings_plan",
        "savings_profitshare",
        "surplus_distribution",
        "surplus_policy",
        "surplus_share",
        "surveys_instrument",
        "surveys_line",
        "surveys_priceindex",
        "surveys_response",
        "surveys_sensitiveanswers",
        "trade_deal",
        "trade_dealline",
        "trade_item",
        "treasury_cashcount",
        "treasury_fixedasset",
        "treasury_voucher",
        "treasury_wear",
        "registry_consent",
        "registry_disclosure",
        "registry_distinction",
        "registry_identity",
        "registry_membership",
        "registry_merge",
        "registry_party",
        "registry_partyrole",
    }
)

# The same for all organisations: places, units, charts, and the organisations and users themselves.
SHARED = frozenset(
    {
        "access_organisation",
        "access_user",
        "ledger_chartline",
        "ledger_unit",
        "places_area",
        "places_areaalias",
    }
)

# Django's and the queue's own.
LOCAL = frozenset(
    {
        "access_session",
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_cache",
        "django_content_type",
        "django_migrations",
        "otp_static_staticdevice",
        "otp_static_statictoken",
        "otp_totp_totpdevice",
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
    }
)

# Owned tables whose ids are small integers made by the database (docs/decisions/0003).
SMALL_KEYS = frozenset({"ledger_account", "ledger_pool"})
