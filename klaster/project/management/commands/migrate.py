"""`klaster migrate`: Django's, as the owner of the tables, then what every schema needs.

Makes the database if there is none yet. Afterwards the application role may read the ledger and
call its functions, and add to what only grows, but not change either; units, charts and report
views are brought up to date.
"""

from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connections
from django.utils.translation import gettext as _

from klaster.domain.access import wall
from klaster.domain.ledger import commands as ledger
from klaster.project import database
from klaster.reports import views

WRITTEN_BY_FUNCTIONS = (
    "ledger_entry",
    "ledger_transfer",
    "ledger_account",
    "ledger_pool",
    "ledger_checkpoint",
)
# What happened, was agreed, decided, shown or signed: more is added, nothing is changed. A wrong
# event is taken back by a further one; a break in the seals is the one mark made afterwards.
APPEND_ONLY = (
    "access_auditline",
    "contracts_event",
    "contracts_instalment",
    "contracts_settlement",
    "contracts_terms",
    "graduation_claimcheck",
    "graduation_confirmation",
    "graduation_decision",
    "graduation_ruleset",
    "graduation_deed",
    "graduation_deeditem",
    "ledger_seal",
    "lending_approval",
    "lending_relative",
    "programme_enrolmentstep",
    "registry_disclosure",
    "trade_deal",
    "trade_dealline",
    "treasury_cashcount",
    "treasury_voucher",
    "treasury_wear",
)
CHANGED_LATER = {"ledger_seal": "is_broken"}


class Command(migrate.Command):
    """Migrate as the owner; `--database` is fixed."""

    help = _("Membuat atau memperbarui tabel; dijalankan setiap kali sesudah pembaruan.")

    def handle(self, *args: Any, **options: Any) -> None:
        options["database"] = "owner"
        database.create_database(connections["owner"].settings_dict["NAME"])
        views.drop(connections["owner"])
        super().handle(*args, **options)
        call_command("createcachetable", database="owner", verbosity=0)
        protect()
        wall.install(connections["owner"])
        let_analyze()
        ledger.load_charts()
        views.rebuild(connections["owner"])


ANALYZE = """
create or replace function analyze_what_grew() returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare grown regclass;
begin
    for grown in select relid from pg_stat_xact_user_tables where n_tup_ins >= 1000 loop
        execute format('analyze %s', grown);
    end loop;
end $$
"""


def let_analyze() -> None:
    """Let the application count, as the owner, the tables that its own transaction has filled."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(ANALYZE)


def protect() -> None:
    """Take from the application roles every way to change what is posted or on record for good."""
    with connections["owner"].cursor() as cursor:
        for role in map(connections["owner"].ops.quote_name, database.application_roles()):
            cursor.execute(
                f"grant select, insert, update, delete on all tables in schema public to {role}"
            )
            cursor.execute(f"grant usage on all sequences in schema public to {role}")
            for table in WRITTEN_BY_FUNCTIONS:
                cursor.execute(f"revoke insert, update, delete, truncate on {table} from {role}")
            for table in APPEND_ONLY:
                cursor.execute(f"revoke update, delete, truncate on {table} from {role}")
            for table, column in CHANGED_LATER.items():
                cursor.execute(f"grant update ({column}) on {table} to {role}")
