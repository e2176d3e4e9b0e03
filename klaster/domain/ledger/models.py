"""The tables of the ledger: what is counted, whose books, and the entries that only grow.

An entry is a list of transfers, each from a credit account to a debit account, so it balances by
construction. Accounts live in pools (one fund counted in one unit) and a transfer names its pool
beside both accounts, so no value can cross books, funds or units. Only the SQL function
`ledger_post` writes entries, transfers, pools and accounts: the application role may not.

Pools and accounts carry small integer keys made by the database, because two of them stand in
every transfer and every index on it (docs/decisions/0003).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from klaster.domain import owned
from klaster.domain.owned import Owned


class Unit(models.Model):
    """What is counted: a currency, an animal, a mass, a count; amounts are in its smallest step."""

    class Kind(models.TextChoices):
        CURRENCY = "currency", "Mata uang"
        ANIMAL = "animal", "Ternak"
        MASS = "mass", "Berat"
        COUNT = "count", "Jumlah"

    code = models.CharField(max_length=20, primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name_id = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    decimals = models.SmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.code


class ChartLine(models.Model):
    """One line of a chart of accounts; rows come from `charts/*.csv`, keyed "<chart>:<code>"."""

    class Side(models.IntegerChoices):
        DEBIT = 1, "Debit"
        CREDIT = -1, "Kredit"

    id = models.CharField(max_length=40, primary_key=True)
    chart = models.CharField(max_length=20)
    code = models.CharField(max_length=19)
    name_id = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    category = models.CharField(max_length=20)
    normal_side = models.SmallIntegerField(choices=Side.choices)
    statement_line = models.CharField(max_length=60)
    role = models.CharField(max_length=40, null=True)
    is_control = models.BooleanField()
    needs_party = models.BooleanField()
    needs_contract = models.BooleanField()
    is_floor_zero = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chart", "code"], name="line_once_per_chart"),
            models.UniqueConstraint(fields=["chart", "role"], name="role_once_per_chart"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name_id}"


class Book(Owned):
    """One organisation's set of books: which chart, from which month."""

    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    chart = models.CharField(max_length=20)
    opened_on = models.DateField()
    fiscal_year_start = models.SmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="book_code_once"),
            models.CheckConstraint(
                condition=Q(fiscal_year_start__range=(1, 12)), name="fiscal_year_starts_in_a_month"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Fund(Owned):
    """A self-balancing set of accounts inside a book, with its restriction."""

    class Kind(models.TextChoices):
        ZAKAT = "zakat", "Zakat"
        INFAK_RESTRICTED = "infak_terikat", "Infak/sedekah terikat"
        INFAK = "infak", "Infak/sedekah tidak terikat"
        AMIL = "amil", "Amil"
        NON_HALAL = "nonhalal", "Dana nonhalal"
        GRANT = "csr", "Hibah CSR"
        WAQF = "waqf", "Wakaf"
        GROUP_CASH = "group_cash", "Kas kelompok"
        BUSINESS_UNIT = "business_unit", "Unit usaha koperasi"

    book = owned.ForeignKey(Book, related_name="funds")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "book", "code"], name="fund_code_once_per_book"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Pool(models.Model):
    """One fund counted in one unit: value moves only between accounts of the same pool."""

    id = models.AutoField(primary_key=True)
    organisation = models.ForeignKey(
        "access.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    book = owned.ForeignKey(Book, related_name="+", db_index=False)
    fund = owned.ForeignKey(Fund, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "fund", "unit"], name="pool_once_per_fund_and_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.unit_id}"


class Account(models.Model):
    """The leaf: a chart line in a pool, for a party and a contract where the line asks for them.

    `headroom` is null unless the line is floor-zero; then it is an amount that is certainly there:
    outflows lower it under the row's lock, and only when it runs out is the balance added up
    again. It never exceeds the balance; inflows do not touch it (docs/decisions/0004).
    `floor_side` is the normal side of such a line, so that posting sees without the chart what
    drains the account.
    The unique index `account_once` is made by the migration's SQL: it reads null as a value.
    """

    id = models.AutoField(primary_key=True)
    organisation = models.ForeignKey(
        "access.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    pool = owned.ForeignKey(Pool, related_name="accounts")
    line = models.ForeignKey(ChartLine, on_delete=models.PROTECT, related_name="+", db_index=False)
    party = owned.ForeignKey("registry.Party", related_name="+", null=True)
    contract_id = models.UUIDField(null=True)
    headroom = models.BigIntegerField(null=True)
    floor_side = models.SmallIntegerField(choices=ChartLine.Side.choices, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(headroom__gte=0), name="headroom_not_negative"),
            models.CheckConstraint(
                condition=Q(headroom__isnull=True, floor_side__isnull=True)
                | Q(headroom__isnull=False, floor_side__isnull=False),
                name="headroom_of_a_floor_has_its_side",
            ),
        ]
        indexes = [
            models.Index(
                fields=["contract_id"],
                condition=Q(contract_id__isnull=False),
                name="account_by_contract",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.pool_id}"


class Period(Owned):
    """A month of a book. Closed months are always the first ones: reopening one reopens all after.

    `reopened_because` keeps the reason of the last reopening. A final month, of a year whose
    accounts were approved, is never opened again.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Terbuka"
        CLOSED = "closed", "Ditutup"

    book = owned.ForeignKey(Book, related_name="periods", db_index=False)
    month = models.DateField()
    status = models.CharField(max_length=6, choices=Status.choices, default=Status.OPEN)
    reopened_because = models.CharField(max_length=300, null=True)
    is_final = models.BooleanField(db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "book", "month"], name="period_once_per_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="period_is_a_month"),
            models.CheckConstraint(
                condition=Q(is_final=False) | Q(status="closed"), name="final_month_stays_closed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.status}"


class Seal(Owned):
    """The SHA-256 over a closed month's canonical lines, chained to the seal before it.

    `entry_ids` and `entry_digests` (first eight bytes of each entry's own SHA-256) are kept so that
    a later change can be pinned to its entry. A seal is broken when its month is reopened.
    """

    period = owned.ForeignKey(Period, related_name="seals")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    entry_ids = ArrayField(models.UUIDField())
    entry_digests = ArrayField(models.BigIntegerField())
    is_broken = models.BooleanField(default=False)
    sealed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "period"],
                condition=Q(is_broken=False),
                name="one_whole_seal_per_month",
            ),
        ]

    def __str__(self) -> str:
        return self.digest


class Entry(Owned):
    """One event in one book. `event_date` is when it happened, `posting_date` where it counts.

    `source` names the document behind it and is unique: the same event cannot post twice.
    `month` is the first day of the posting month and must be a period of the book.
    """

    organisation = models.ForeignKey(
        "access.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    book = owned.ForeignKey(Book, related_name="entries", db_index=False)
    event_date = models.DateField()
    posting_date = models.DateField()
    month = models.DateField()
    kind = models.CharField(max_length=40)
    memo = models.CharField(max_length=300, default="", blank=True)
    source = models.CharField(max_length=120, null=True)
    actor_id = models.UUIDField()
    reverses = owned.ForeignKey("self", related_name="+", null=True, db_index=False)
    posted_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source"],
                condition=Q(source__isnull=False),
                name="source_posts_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "reverses"],
                condition=Q(reverses__isnull=False),
                name="entry_reversed_once",
            ),
            models.CheckConstraint(
                condition=Q(posting_date__gte=F("event_date")),
                name="posted_on_or_after_the_event",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_date}"


class Transfer(models.Model):
    """`amount` > 0 moved from account `credit` to account `debit`; line `n` of its entry."""

    pk = models.CompositePrimaryKey("entry_id", "organisation_id", "n")
    entry = owned.ForeignKey(Entry, related_name="transfers", db_index=False)
    organisation = models.ForeignKey(
        "access.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    amount = models.BigIntegerField()
    posting_date = models.DateField()
    pool = owned.ForeignKey(Pool, related_name="+", db_index=False)
    debit = owned.ForeignKey(Account, related_name="+", db_index=False)
    credit = owned.ForeignKey(Account, related_name="+", db_index=False)
    n = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_moves_something"),
            models.CheckConstraint(
                condition=~Q(debit=F("credit")), name="transfer_between_two_accounts"
            ),
        ]
        indexes = [
            models.Index(
                fields=["debit", "posting_date"], include=["amount"], name="transfer_by_debit"
            ),
            models.Index(
                fields=["credit", "posting_date"], include=["amount"], name="transfer_by_credit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount}: {self.credit_id} → {self.debit_id}"


class Checkpoint(models.Model):
    """An account's balance (debits less credits) at the end of a closed month; zero has no row."""

    pk = models.CompositePrimaryKey("account_id", "organisation_id", "month")
    account = owned.ForeignKey(Account, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        "access.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    month = models.DateField()
    balance = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.account_id} {self.month:%Y-%m} {self.balance}"
