"""`klaster migrate`: Django's, as the owner of the tables, then what every schema needs.

Afterwards the application role may read the ledger and call its functions, and add audit lines,
but not change either; units, charts and report views are brought up to date.
"""

from typing import Any

from django.conf import settings
from django.core.management.commands import migrate
from django.db import connections

from klaster.domain.ledger import commands as ledger
from klaster.reports import views

WRITTEN_BY_FUNCTIONS = (
    "ledger_entry",
    "ledger_transfer",
    "ledger_account",
    "ledger_pool",
    "ledger_checkpoint",
)
APPEND_ONLY = ("access_auditline", "ledger_seal")


class Command(migrate.Command):
    """Migrate as the owner; `--database` is fixed."""

    def handle(self, *args: Any, **options: Any) -> None:
        options["database"] = "owner"
        views.drop(connections["owner"])
        super().handle(*args, **options)
        protect()
        ledger.load_charts()
        views.rebuild(connections["owner"])


def protect() -> None:
    """Take from the application role every way to change what is posted or audited."""
    application = settings.DATABASES["default"]["USER"]
    with connections["owner"].cursor() as cursor:
        quote = connections["owner"].ops.quote_name
        for table in WRITTEN_BY_FUNCTIONS:
            cursor.execute(
                f"revoke insert, update, delete, truncate on {table} from {quote(application)}"
            )
        for table in APPEND_ONLY:
            cursor.execute(f"revoke delete, truncate on {table} from {quote(application)}")
        cursor.execute(f"revoke update on access_auditline from {quote(application)}")
        cursor.execute(f"revoke update on ledger_seal from {quote(application)}")
        cursor.execute(f"grant update (is_broken) on ledger_seal to {quote(application)}")
