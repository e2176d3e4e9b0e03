"""One peer posts journals of two legs through its own public API, and counts them.

Runs in an environment of its own: `python bench/peers/run.py <peer> <seconds>`, with the database
in PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE. Says "ready", waits for a line, posts, and
prints how many journals it made.
"""

import os
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
APPS = {
    "orm": ["peers"],
    "django-hordak": ["mptt", "hordak"],
    "django-ledger": ["django_ledger"],
}


def configure(peer):
    """Set Django up with the peer alone, and make its tables."""
    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", *APPS[peer]],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "HOST": os.environ["PGHOST"],
                "PORT": os.environ["PGPORT"],
                "USER": os.environ["PGUSER"],
                "PASSWORD": os.environ["PGPASSWORD"],
                "NAME": os.environ["PGDATABASE"],
            }
        },
        USE_TZ=True,
        SECRET_KEY="bench",
        DEFAULT_CURRENCY="IDR",
        CURRENCIES=["IDR"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, run_syncdb=True)


def plain_orm():
    """Return what posts one journal, as everywhere below."""
    from django.db import transaction
    from peers.models import Account, Journal, Line

    cash, income = (Account.objects.create(name=name) for name in ("cash", "income"))

    def post():
        with transaction.atomic():
            journal = Journal.objects.create(on=date(2024, 3, 4), memo="bench")
            Line.objects.create(journal=journal, account=cash, amount=5)
            Line.objects.create(journal=journal, account=income, amount=-5)

    return post


def hordak():
    """django-hordak: `Account.transfer_to`, as its documentation does it."""
    from django.db import transaction
    from hordak.models import Account
    from moneyed import Money

    cash = Account.objects.create(name="Cash", type="AS", currencies=["IDR"])
    income = Account.objects.create(name="Income", type="IN", currencies=["IDR"])

    def post():
        with transaction.atomic():
            income.transfer_to(cash, Money(5, "IDR"), date=date(2024, 3, 4))

    return post


def django_ledger():
    """django-ledger: `LedgerModel.commit_txs`, posted."""
    from django.contrib.auth import get_user_model
    from django_ledger.io import roles
    from django_ledger.models import EntityModel

    admin = get_user_model().objects.create(username="bench")
    entity = EntityModel.create_entity("Bench", True, admin, 1)
    entity.create_chart_of_accounts(assign_as_default=True, commit=True)
    cash = entity.create_account("1010", roles.ASSET_CA_CASH, "Cash", "debit", active=True)
    income = entity.create_account(
        "4010", roles.INCOME_OPERATIONAL, "Income", "credit", active=True
    )
    ledger = entity.create_ledger("Bench", posted=True)

    def post():
        ledger.commit_txs(
            je_timestamp=datetime(2024, 3, 4, tzinfo=UTC),
            je_txs=[
                {"account": cash, "amount": 5, "tx_type": "debit", "description": ""},
                {"account": income, "amount": 5, "tx_type": "credit", "description": ""},
            ],
            je_posted=True,
        )

    return post


PEERS = {"orm": plain_orm, "django-hordak": hordak, "django-ledger": django_ledger}


def main(peer, seconds):
    """Post for some seconds, after thirty journals to warm up."""
    configure(peer)
    post = PEERS[peer]()
    for _ in range(30):
        post()
    print("ready", flush=True)
    sys.stdin.readline()
    count, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        post()
        count += 1
    print(count, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
