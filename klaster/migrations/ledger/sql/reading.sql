-- ledger_balances: what every account of a book holds (debits less credits), up to and including a
-- day: the last checkpoint before it and the transfers since, so that the cost follows the open
-- month and not the history. One row per account.
create or replace function ledger_balances(organisation uuid, book uuid, until date)
returns table (
    account_id integer, line_id text, party_id uuid, contract_id uuid, fund_id uuid, unit_id text,
    balance bigint
)
language plpgsql stable
as $$
#variable_conflict use_column
declare
    last_closed date;
    since date;
begin
    select max(period.month) into last_closed
      from ledger_period period
     where period.organisation_id = organisation and period.book_id = book
       and period.status = 'closed' and period.month < date_trunc('month', until + 1)::date;
    since := coalesce(last_closed + interval '1 month', '-infinity');
    return query
    select account.id, account.line_id::text, account.party_id, account.contract_id, pool.fund_id,
           pool.unit_id::text,
           (coalesce((select checkpoint.balance from ledger_checkpoint checkpoint
                       where checkpoint.account_id = account.id
                         and checkpoint.organisation_id = organisation
                         and checkpoint.month = last_closed), 0)
            + coalesce((select sum(transfer.amount) from ledger_transfer transfer
                         where transfer.debit_id = account.id
                           and transfer.posting_date between since and until), 0)
            - coalesce((select sum(transfer.amount) from ledger_transfer transfer
                         where transfer.credit_id = account.id
                           and transfer.posting_date between since and until), 0))::bigint
      from ledger_pool pool
      join ledger_account account
        on account.pool_id = pool.id and account.organisation_id = organisation
     where pool.organisation_id = organisation and pool.book_id = book;
end
$$;
