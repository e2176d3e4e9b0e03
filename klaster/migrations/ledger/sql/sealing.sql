-- Closing and sealing a month: checkpoints, and the canonical text that the seal is taken over.

-- Balances of every account of a book at the end of a month: those of the month before, and the
-- month's transfers. Zero balances get no row. Called once, while the month's row is locked.
create or replace function ledger_write_checkpoints(organisation uuid, book uuid, closing date)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, public
as $$
declare
    written integer;
begin
    delete from ledger_checkpoint there
     using ledger_account account
      join ledger_pool pool
        on pool.id = account.pool_id and pool.organisation_id = account.organisation_id
     where there.organisation_id = organisation and there.month >= closing
       and account.id = there.account_id and account.organisation_id = organisation
       and pool.book_id = book;
    insert into ledger_checkpoint (account_id, organisation_id, month, balance)
    select account.id, organisation, closing, sum(part.amount)
      from ledger_pool pool
      join ledger_account account
        on account.pool_id = pool.id and account.organisation_id = pool.organisation_id
      cross join lateral (
        select there.balance as amount
          from ledger_checkpoint there
         where there.account_id = account.id and there.organisation_id = organisation
           and there.month = (closing - interval '1 month')::date
        union all
        select transfer.amount from ledger_transfer transfer
         where transfer.debit_id = account.id
           and transfer.posting_date >= closing
           and transfer.posting_date < closing + interval '1 month'
        union all
        select -transfer.amount from ledger_transfer transfer
         where transfer.credit_id = account.id
           and transfer.posting_date >= closing
           and transfer.posting_date < closing + interval '1 month'
      ) part
     where pool.organisation_id = organisation and pool.book_id = book
     group by account.id
    having sum(part.amount) <> 0;
    get diagnostics written = row_count;
    return written;
end
$$;

-- The canonical text of each entry of a month, in the order of their ids: names and amounts only,
-- nothing that depends on how this database numbers its accounts.
create or replace function ledger_canonical(organisation uuid, book uuid, sealed date)
returns table (entry_id uuid, text text)
language sql stable
as $$
    select entry.id,
           concat_ws('|', entry.id, entry.event_date, entry.posting_date, entry.kind, entry.memo,
                     coalesce(entry.source, ''), coalesce(entry.reverses_id::text, ''),
                     entry.actor_id)
           || string_agg(
                  concat_ws('|', E'\n', transfer.n, pool.fund_id, pool.unit_id,
                            debit.line_id, coalesce(debit.party_id::text, ''),
                            coalesce(debit.contract_id::text, ''),
                            credit.line_id, coalesce(credit.party_id::text, ''),
                            coalesce(credit.contract_id::text, ''), transfer.amount),
                  '' order by transfer.n)
      from ledger_pool pool
      join ledger_account debit
        on debit.pool_id = pool.id and debit.organisation_id = pool.organisation_id
      join ledger_transfer transfer
        on transfer.debit_id = debit.id and transfer.posting_date >= sealed
       and transfer.posting_date < sealed + interval '1 month'
      join ledger_account credit
        on credit.id = transfer.credit_id and credit.organisation_id = transfer.organisation_id
      join ledger_entry entry
        on entry.id = transfer.entry_id and entry.organisation_id = transfer.organisation_id
     where pool.organisation_id = organisation and pool.book_id = book
     group by entry.organisation_id, entry.id
$$;

-- The digest of a month over its canonical text and the digest before it, with what each entry
-- contributes. An empty month still has a digest.
create or replace function ledger_digest(
    organisation uuid, book uuid, sealed date, previous text
) returns table (digest text, entry_ids uuid[], entry_digests bigint[])
language sql stable
as $$
    select encode(sha256(convert_to(
               previous || E'\n' || coalesce(string_agg(line.text, E'\n' order by line.entry_id),
                                             ''), 'UTF8')), 'hex'),
           coalesce(array_agg(line.entry_id order by line.entry_id)
                        filter (where line.entry_id is not null), '{}'),
           coalesce(array_agg(('x' || encode(substr(sha256(convert_to(line.text, 'UTF8')), 1, 8),
                                             'hex'))::bit(64)::bigint order by line.entry_id)
                        filter (where line.entry_id is not null), '{}')
      from ledger_canonical(organisation, book, sealed) line
$$;
