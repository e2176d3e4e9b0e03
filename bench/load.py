"""Large books made by the database itself, faster than anyone could post them.

As the superuser, with references not checked row by row: the same rows, indexes and checkpoints
as posting would leave.
"""

import re

from klaster.project import database

MEMBERS = 500
A_MONTH = 16_000  # transfers; more history means more months, as in life

_ACCOUNTS = """
insert into ledger_pool (organisation_id, book_id, fund_id, unit_id)
select book.organisation_id, book.id, fund.id, 'IDR'
  from ledger_book book join ledger_fund fund on fund.book_id = book.id
 where not exists (select from ledger_pool pool where pool.fund_id = fund.id);
insert into ledger_account (organisation_id, pool_id, line_id, party_id, headroom, floor_side)
select pool.organisation_id, pool.id, line.id,
       case when line.needs_party then md5(pool.id || '/' || n)::uuid end,
       case when line.is_floor_zero then 0 end,
       case when line.is_floor_zero then line.normal_side end
  from ledger_pool pool
  join ledger_chartline line
    on line.chart = 'psak409' and line.role in ('fund_cash', 'fund_received', 'group_cash')
  join generate_series(1, {members}) n on n = 1 or line.needs_party
on conflict do nothing;
"""
_PERIODS = """
insert into ledger_period (id, organisation_id, book_id, month, status)
select ledger_month_id(book.id, month::date), book.organisation_id, book.id, month::date,
       case when month < timestamp '2024-12-01' then 'closed' else 'open' end
  from ledger_book book,
       generate_series(timestamp '2024-12-01' - interval '1 month' * {months},
                       timestamp '2024-12-01', '1 month') month
on conflict do nothing;
"""
# Ten transfers an entry: members save in cash; ids in the order of time, as UUIDv7 are.
_TRANSFERS = """
create temporary table plan as
select n, pool.organisation_id, pool.book_id, pool.id as pool_id, cash.id as cash_id,
       saver.ids[1 + n % array_length(saver.ids, 1)] as saver_id, day,
       (lpad(to_hex((extract(epoch from day) * 1000)::bigint), 12, '0')
        || '7' || substr(key, 1, 3) || '8' || substr(key, 4, 15))::uuid as entry_id
  from ledger_pool pool
  join ledger_account cash on cash.pool_id = pool.id and cash.line_id = 'psak409:1101'
  cross join lateral (select array_agg(id order by id) as ids from ledger_account account
                       where account.pool_id = pool.id and account.line_id = 'psak409:2101') saver
  cross join generate_series(0, {transfers} - 1) n
  cross join lateral (
    select (timestamp '2024-12-28' - interval '1 day' * ((n / 10) * 10 * 30 / {a_month}))::date
           as day, md5(pool.id || '/' || n / 10) as key) at;
insert into ledger_entry (id, organisation_id, book_id, event_date, posting_date, month, kind,
                          memo, actor_id)
select entry_id, organisation_id, book_id, day, day, date_trunc('month', day)::date, 'saving', '',
       entry_id
  from plan where n % 10 = 0;
insert into ledger_transfer (entry_id, organisation_id, n, posting_date, pool_id, debit_id,
                             credit_id, amount)
select entry_id, organisation_id, n % 10 + 1, day, pool_id, cash_id, saver_id, 1000 + n % 7
  from plan;
insert into ledger_checkpoint (account_id, organisation_id, month, balance)
select account, organisation_id, date '2024-11-01', sum(amount)
  from (select debit_id as account, organisation_id, amount from ledger_transfer
         where posting_date < '2024-12-01'
        union all
        select credit_id, organisation_id, -amount from ledger_transfer
         where posting_date < '2024-12-01') side
 group by account, organisation_id;
drop table plan;
"""


def history(name: str, transfers: int) -> None:
    """Fill the one book with this many transfers, A_MONTH a month, the last month open."""
    _fill(name, transfers, MEMBERS, A_MONTH)


def cooperative(name: str, members: int) -> None:
    """Fill the one book with members who each saved twice in the month that is open."""
    _fill(name, 4 * members, members, 2 * members)


def organisations(name: str, number: int) -> None:
    """Give the database this many organisations in all, ten thousand transfers each."""
    with database.connect(name, role="admin") as connection:
        connection.execute(
            "with organisation as ("
            "  insert into access_organisation (id, code, name, kind, is_illustration)"
            "  select gen_random_uuid(), 'o' || n, 'o', 'institution', false"
            "    from generate_series(2, %s) n returning id), "
            "book as ("
            "  insert into ledger_book (id, organisation_id, code, name, chart, opened_on,"
            "                           fiscal_year_start)"
            "  select gen_random_uuid(), id, 'o', 'o', 'psak409', '1960-01-01', 1"
            "    from organisation returning id, organisation_id) "
            "insert into ledger_fund (id, organisation_id, book_id, code, name, kind)"
            " select gen_random_uuid(), organisation_id, id, 'zakat', 'Zakat', 'zakat' from book",
            [number],
        )
    _fill(name, 10_000, 20, 1_000)


def _fill(name: str, transfers: int, members: int, a_month: int) -> None:
    figures = {"transfers": transfers, "members": members, "a_month": a_month}
    months = {"months": transfers // a_month + 2}
    with database.connect(name, role="admin") as connection:
        connection.execute("set session_replication_role = replica")
        for script in (_ACCOUNTS, _PERIODS, _TRANSFERS):
            text = script.format(**figures, **months) if "{" in script else script
            for statement in text.split(";\n"):
                if statement.strip():
                    connection.execute(statement)
        connection.execute("vacuum analyze")


def buffers(name: str, book, until) -> int:
    """Return the pages that one trial balance touches."""
    with database.connect(name) as connection:
        ask = "select * from ledger_balances(%s, %s, %s)"
        parameters = [book.organisation_id, book.id, until]
        connection.execute(ask, parameters)
        rows = connection.execute(f"explain (analyze, buffers) {ask}", parameters).fetchall()
    first = next(text for (text,) in rows if "Buffers" in text)
    return sum(int(n) for n in re.findall(r"(?:hit|read)=(\d+)", first))
