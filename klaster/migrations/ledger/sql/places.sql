-- What ledger_post stands on: where a line goes, in which month it counts, what is there to take.

-- Make the pools and accounts that the lines name and that are not there yet.
create or replace function ledger_make_accounts(
    entry_organisations uuid[],
    entry_books uuid[],
    line_entries integer[],
    line_funds uuid[],
    line_units text[],
    line_debits text[],
    line_debit_parties uuid[],
    line_debit_contracts uuid[],
    line_credits text[],
    line_credit_parties uuid[],
    line_credit_contracts uuid[]
) returns void
language sql
as $$
    insert into ledger_pool (organisation_id, book_id, fund_id, unit_id)
    select distinct fund.organisation_id, fund.book_id, fund.id, line.unit
      from unnest(line_entries, line_funds, line_units) as line(entry, fund, unit)
      join ledger_fund fund
        on fund.organisation_id = entry_organisations[line.entry]
       and fund.id = line.fund
       and fund.book_id = entry_books[line.entry]
     where not exists (select from ledger_pool pool
                        where pool.organisation_id = fund.organisation_id
                          and pool.fund_id = fund.id
                          and pool.unit_id = line.unit)
     order by fund.organisation_id, fund.id, line.unit
    on conflict (organisation_id, fund_id, unit_id) do nothing;

    insert into ledger_account (organisation_id, pool_id, line_id, party_id, contract_id, headroom,
                                floor_side)
    select pool.organisation_id, pool.id, side.line, side.party, side.contract,
           case when chartline.is_floor_zero then 0 end,
           case when chartline.is_floor_zero then chartline.normal_side end
      from (
        select line.entry, line.fund, line.unit,
               line.debit as line, line.debit_party as party, line.debit_contract as contract
          from unnest(line_entries, line_funds, line_units,
                      line_debits, line_debit_parties, line_debit_contracts)
               as line(entry, fund, unit, debit, debit_party, debit_contract)
        union
        select line.entry, line.fund, line.unit,
               line.credit, line.credit_party, line.credit_contract
          from unnest(line_entries, line_funds, line_units,
                      line_credits, line_credit_parties, line_credit_contracts)
               as line(entry, fund, unit, credit, credit_party, credit_contract)
      ) side
      join ledger_pool pool
        on pool.organisation_id = entry_organisations[side.entry]
       and pool.fund_id = side.fund
       and pool.unit_id = side.unit
      join ledger_chartline chartline on chartline.id = side.line
     where not exists (
               select from ledger_account account
                where account.organisation_id = pool.organisation_id
                  and account.pool_id = pool.id
                  and account.line_id = side.line
                  and coalesce(account.party_id, ledger_nobody())
                      = coalesce(side.party, ledger_nobody())
                  and coalesce(account.contract_id, ledger_nobody())
                      = coalesce(side.contract, ledger_nobody()))
     group by pool.organisation_id, pool.id, side.line, side.party, side.contract,
              chartline.is_floor_zero, chartline.normal_side
     order by pool.id, side.line, side.party, side.contract
    on conflict do nothing;
$$;

-- The month in which a month's events count: itself, or the first one after the last closed one.
-- The row is made if it is not there, and held open until the transaction ends: closing a month
-- waits for the postings under way, and a posting waits for the close under way and looks again.
-- Closed months are always the first ones, so an open one needs no look at the others.
-- Null when it lies before the opening of the book.
create or replace function ledger_posting_month(organisation uuid, book uuid, event_month date)
returns date
language plpgsql
as $$
declare
    counting date := event_month;
begin
    loop
        perform from ledger_period period
          where period.organisation_id = organisation and period.book_id = book
            and period.month = counting and period.status = 'open'
            for key share;
        if found then
            return counting;
        end if;
        select greatest(event_month, (max(period.month) + interval '1 month')::date)
          into counting
          from ledger_period period
         where period.organisation_id = organisation and period.book_id = book
           and period.status = 'closed';
        insert into ledger_period (id, organisation_id, book_id, month, status)
        select ledger_month_id(there.id, counting), there.organisation_id, there.id, counting,
               'open'
          from ledger_book there
         where there.organisation_id = organisation and there.id = book
           and counting >= date_trunc('month', there.opened_on)
        on conflict do nothing;
        perform from ledger_period period
          where period.organisation_id = organisation and period.book_id = book
            and period.month = counting;
        if not found then
            return null;
        end if;
    end loop;
end
$$;

-- The day on which each event counts: its own, or the first of the month in which its month counts.
-- Entries of one book and month stand together as a rule, and that month is looked at once.
create or replace function ledger_posting_dates(
    entry_ids uuid[], entry_organisations uuid[], entry_books uuid[], entry_dates date[]
) returns date[]
language plpgsql
as $$
declare
    postings date[];
    event_month date;
    counting date;
begin
    for n in 1..cardinality(entry_ids) loop
        if n = 1 or entry_books[n] <> entry_books[n - 1]
                 or date_trunc('month', entry_dates[n]::timestamp) <> event_month
        then
            event_month := date_trunc('month', entry_dates[n]::timestamp);
            counting := ledger_posting_month(entry_organisations[n], entry_books[n], event_month);
            if counting is null then
                raise exception using errcode = 'KL004', message = entry_ids[n];
            end if;
        end if;
        postings[n] := greatest(entry_dates[n], counting);
    end loop;
    return postings;
end
$$;

-- The UUIDv7 of a month of a book: time bits from the month, the rest from the book.
create or replace function ledger_month_id(book uuid, month date) returns uuid
language sql immutable
as $$
    select (lpad(to_hex((extract(epoch from month::timestamp at time zone 'UTC') * 1000)::bigint),
                 12, '0')
            || '7' || substr(md5(book::text), 1, 3)
            || '8' || substr(md5(book::text || month::text), 1, 15))::uuid
$$;

-- Lower the headroom of each floor-zero account that the fresh lines drain, all sides added up, or
-- refuse. Locks are taken in account order.
create or replace function ledger_keep_floors(
    fresh boolean[], line_entries integer[], debits integer[], credits integer[],
    line_amounts bigint[]
) returns void
language plpgsql
as $$
declare
    short record;
begin
    for short in
        select account.id, account.organisation_id, account.line_id, account.party_id,
               account.floor_side, abs(flow.amount) as amount
          from (
            select side.account, sum(side.amount)::bigint as amount
              from (select unnest(line_entries) as entry, unnest(debits) as debit,
                           unnest(credits) as credit, unnest(line_amounts) as amount) line
              cross join lateral (values (line.debit, -line.amount), (line.credit, line.amount))
                   as side(account, amount)
             where fresh[line.entry]
             group by side.account
          ) flow
          join ledger_account account on account.id = flow.account
         where flow.amount * account.floor_side > 0
         order by account.id
    loop
        update ledger_account account
           set headroom = account.headroom - short.amount
         where account.id = short.id
           and account.organisation_id = short.organisation_id
           and account.headroom >= short.amount;
        if not found and not ledger_take(
            short.id, short.organisation_id, short.floor_side, short.amount
        ) then
            raise exception using errcode = 'KL003',
                message = short.line_id,
                detail = coalesce(short.party_id::text, '');
        end if;
    end loop;
end
$$;

-- Take `needed` from a floor-zero account whose known headroom is too small: lock the row, add the
-- balance up (last checkpoint and what came after), and leave what remains as the new headroom.
-- False when it is not there.
create or replace function ledger_take(
    account integer, organisation uuid, floor_side integer, needed bigint
) returns boolean
language plpgsql
as $$
declare
    available bigint;
begin
    perform from ledger_account there
      where there.id = account and there.organisation_id = organisation
        for no key update;
    available := floor_side * ledger_balance(account, organisation, 'infinity');
    if available < needed then
        return false;
    end if;
    update ledger_account there
       set headroom = available - needed
     where there.id = account and there.organisation_id = organisation;
    return true;
end
$$;

-- Debits less credits of one account up to and including a day: the last checkpoint before it and
-- the transfers since.
create or replace function ledger_balance(account integer, organisation uuid, until date)
returns bigint
language plpgsql stable
as $$
declare
    book uuid;
    closed_until date;
    balance bigint;
begin
    select pool.book_id into book
      from ledger_account there
      join ledger_pool pool
        on pool.id = there.pool_id and pool.organisation_id = there.organisation_id
     where there.id = account and there.organisation_id = organisation;
    select (max(period.month) + interval '1 month')::date
      into closed_until
      from ledger_period period
     where period.organisation_id = organisation and period.book_id = book
       and period.status = 'closed' and period.month < date_trunc('month', until + 1)::date;
    select coalesce(max(there.balance), 0)
      into balance
      from ledger_checkpoint there
     where there.account_id = account and there.organisation_id = organisation
       and there.month = (closed_until - interval '1 month')::date;
    return balance
        + coalesce((select sum(transfer.amount) from ledger_transfer transfer
                     where transfer.debit_id = account
                       and transfer.posting_date >= coalesce(closed_until, '-infinity')
                       and transfer.posting_date <= until), 0)
        - coalesce((select sum(transfer.amount) from ledger_transfer transfer
                     where transfer.credit_id = account
                       and transfer.posting_date >= coalesce(closed_until, '-infinity')
                       and transfer.posting_date <= until), 0);
end
$$;
