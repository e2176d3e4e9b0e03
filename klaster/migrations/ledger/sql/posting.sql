-- ledger_post: the only way that entries, transfers, accounts and pools come to be.
--
-- One call posts any number of entries, in any books, in one transaction. Arrays of equal length:
-- one element per entry (entry_*), one per transfer (line_*; line_entry is the 1-based position of
-- its entry). Sides are chart lines with the party and contract that the line asks for, or null.
-- The same id with the same content is answered as before; with other content it is refused.
--
-- Refusals carry SQLSTATE KL001..KL006 and, as the message, what it is about (docs/accounting.md).
-- One row per entry comes back: its id, its posting date, and whether it was there already.
--
-- It runs as the owner of the tables: the application role can read them and call this, no more.
create or replace function ledger_post(
    entry_ids uuid[],
    entry_organisations uuid[],
    entry_books uuid[],
    entry_dates date[],
    entry_kinds text[],
    entry_memos text[],
    entry_sources text[],
    entry_reverses uuid[],
    line_entries integer[],
    line_funds uuid[],
    line_units text[],
    line_debits text[],
    line_debit_parties uuid[],
    line_debit_contracts uuid[],
    line_credits text[],
    line_credit_parties uuid[],
    line_credit_contracts uuid[],
    line_amounts bigint[],
    actor uuid,
    audit_id uuid default null,
    audit_organisation uuid default null,
    audit_act text default null,
    audit_on date default null,
    audit_channel text default null,
    audit_request text default null
) returns table (id uuid, posting_date date, existed boolean)
language plpgsql
security definer
set search_path = pg_catalog, public
as $$
#variable_conflict use_column
declare
    pools integer[];
    debits integer[];
    credits integer[];
    postings date[];
    existing boolean[];
    culprit text;
    short record;
begin
    -- Where each line goes; accounts and pools are made the first time they are named.
    for attempt in 1..2 loop
        select array_agg(place.pool_id order by place.position),
               array_agg(place.debit_id order by place.position),
               array_agg(place.credit_id order by place.position)
          into pools, debits, credits
          from (
            select line.position, pool.id as pool_id, debit.id as debit_id, credit.id as credit_id
              from unnest(line_entries, line_funds, line_units,
                          line_debits, line_debit_parties, line_debit_contracts,
                          line_credits, line_credit_parties, line_credit_contracts)
                   with ordinality as line(entry, fund, unit, debit, debit_party, debit_contract,
                                           credit, credit_party, credit_contract, position)
              left join ledger_pool pool
                     on pool.organisation_id = entry_organisations[line.entry]
                    and pool.fund_id = line.fund
                    and pool.unit_id = line.unit
                    and pool.book_id = entry_books[line.entry]
              left join ledger_account debit
                     on debit.organisation_id = pool.organisation_id
                    and debit.pool_id = pool.id
                    and debit.line_id = line.debit
                    and debit.party_id is not distinct from line.debit_party
                    and debit.contract_id is not distinct from line.debit_contract
              left join ledger_account credit
                     on credit.organisation_id = pool.organisation_id
                    and credit.pool_id = pool.id
                    and credit.line_id = line.credit
                    and credit.party_id is not distinct from line.credit_party
                    and credit.contract_id is not distinct from line.credit_contract
          ) place;
        exit when array_position(debits, null) is null and array_position(credits, null) is null;
        if attempt = 2 then
            select coalesce(line_funds[line.position]::text, '?') into culprit
              from unnest(pools) with ordinality as line(pool, position)
             where line.pool is null limit 1;
            raise exception using errcode = 'KL001', message = coalesce(culprit, '?');
        end if;
        perform ledger_make_accounts(
            entry_organisations, entry_books, line_entries, line_funds, line_units,
            line_debits, line_debit_parties, line_debit_contracts,
            line_credits, line_credit_parties, line_credit_contracts);
    end loop;

    -- Said before? Same content is answered, other content is a conflict.
    select array_agg(there.id is not null order by given.position)
      into existing
      from unnest(entry_ids, entry_organisations) with ordinality
           as given(id, organisation, position)
      left join ledger_entry there
             on there.id = given.id and there.organisation_id = given.organisation;
    if true = any (existing) then
        select given.id into culprit
          from unnest(entry_ids, entry_organisations, entry_books, entry_dates, entry_kinds,
                      entry_sources, existing) with ordinality
               as given(id, organisation, book, event_date, kind, source, existed, position)
          join ledger_entry there
            on there.id = given.id and there.organisation_id = given.organisation
         where given.existed
           and ((there.book_id, there.event_date, there.kind)
                    is distinct from (given.book, given.event_date, given.kind)
                or there.source is distinct from given.source
                or (select array_agg((transfer.debit_id, transfer.credit_id, transfer.amount)::text
                                     order by transfer.n)
                      from ledger_transfer transfer
                     where transfer.entry_id = given.id
                       and transfer.organisation_id = given.organisation)
                   is distinct from
                   (select array_agg((debits[line.position], credits[line.position],
                                      line_amounts[line.position])::text order by line.position)
                      from unnest(line_entries) with ordinality as line(entry, position)
                     where line.entry = given.position))
         limit 1;
        if culprit is not null then
            raise exception using errcode = 'KL002', message = culprit;
        end if;
    end if;

    -- The month it counts in: that of the event, or the first open one after it.
    select array_agg(greatest(given.event_date, counting.month) order by given.position)
      into postings
      from unnest(entry_organisations, entry_books, entry_dates) with ordinality
           as given(organisation, book, event_date, position)
      join (
        select place.organisation, place.book, place.month as event_month,
               ledger_posting_month(place.organisation, place.book, place.month) as month
          from (select distinct given.organisation, given.book,
                       date_trunc('month', given.event_date)::date as month
                  from unnest(entry_organisations, entry_books, entry_dates)
                       as given(organisation, book, event_date)
                 order by 1, 2, 3) place
      ) counting
        on counting.organisation = given.organisation and counting.book = given.book
       and counting.event_month = date_trunc('month', given.event_date)::date
     where counting.month is not null;
    if coalesce(array_length(postings, 1), 0) < array_length(entry_ids, 1) then
        raise exception using errcode = 'KL004', message = 'before the opening of the book';
    end if;

    -- Nothing leaves a floor-zero account that is not there. Locks are taken in account order.
    for short in
        select account.id, account.organisation_id, account.line_id, account.party_id,
               flow.amount, line.normal_side
          from (
            select side.account, sum(side.amount)::bigint as amount
              from (
                select debits[line.position] as account, -line.amount as amount, line.entry
                  from unnest(line_amounts, line_entries) with ordinality
                       as line(amount, entry, position)
                union all
                select credits[line.position], line.amount, line.entry
                  from unnest(line_amounts, line_entries) with ordinality
                       as line(amount, entry, position)
              ) side
             where not existing[side.entry]
             group by side.account
          ) flow
          join ledger_account account on account.id = flow.account
          join ledger_chartline line on line.id = account.line_id
         where account.headroom is not null and flow.amount * line.normal_side > 0
         order by account.id
    loop
        update ledger_account account
           set headroom = account.headroom - abs(short.amount)
         where account.id = short.id
           and account.organisation_id = short.organisation_id
           and account.headroom >= abs(short.amount);
        if not found and not ledger_take(
            short.id, short.organisation_id, short.normal_side, abs(short.amount)
        ) then
            raise exception using errcode = 'KL003',
                message = short.line_id,
                detail = coalesce(short.party_id::text, '');
        end if;
    end loop;

    insert into ledger_entry (id, organisation_id, book_id, event_date, posting_date, month, kind,
                              memo, source, actor_id, reverses_id)
    select given.id, given.organisation, given.book, given.event_date,
           postings[given.position], date_trunc('month', postings[given.position])::date,
           given.kind, given.memo, given.source, actor, given.reverses
      from unnest(entry_ids, entry_organisations, entry_books, entry_dates, entry_kinds,
                  entry_memos, entry_sources, entry_reverses) with ordinality
           as given(id, organisation, book, event_date, kind, memo, source, reverses, position)
     where not existing[given.position];

    insert into ledger_transfer (entry_id, organisation_id, n, posting_date, pool_id, debit_id,
                                 credit_id, amount)
    select entry_ids[line.entry], entry_organisations[line.entry],
           row_number() over (partition by line.entry order by line.position),
           postings[line.entry], pools[line.position], debits[line.position],
           credits[line.position], line.amount
      from unnest(line_entries, line_amounts) with ordinality as line(entry, amount, position)
     where not existing[line.entry];

    if audit_act is not null and false = any (existing) then
        insert into access_auditline (id, organisation_id, actor_id, action, subject_id, "on",
                                      channel, request_id, detail)
        values (audit_id, audit_organisation, actor, audit_act,
                case when array_length(entry_ids, 1) = 1 then entry_ids[1] end,
                audit_on, audit_channel, audit_request,
                jsonb_build_object('entries', array_length(entry_ids, 1)));
    end if;

    return query
    select given.id, coalesce(there.posting_date, given.posting), given.existed
      from unnest(entry_ids, entry_organisations, postings, existing) with ordinality
           as given(id, organisation, posting, existed, position)
      left join ledger_entry there
             on given.existed
            and there.id = given.id and there.organisation_id = given.organisation
     order by given.position;
end
$$;

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
    on conflict (organisation_id, fund_id, unit_id) do nothing;

    insert into ledger_account (organisation_id, pool_id, line_id, party_id, contract_id, headroom)
    select pool.organisation_id, pool.id, side.line, side.party, side.contract,
           case when chartline.is_floor_zero then 0 end
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
     where not exists (select from ledger_account account
                        where account.organisation_id = pool.organisation_id
                          and account.pool_id = pool.id
                          and account.line_id = side.line
                          and account.party_id is not distinct from side.party
                          and account.contract_id is not distinct from side.contract)
     group by pool.organisation_id, pool.id, side.line, side.party, side.contract,
              chartline.is_floor_zero
     order by pool.id, side.line, side.party, side.contract
    on conflict (organisation_id, pool_id, line_id, party_id, contract_id) do nothing;
$$;

-- The month in which a month's events count: itself, or the first one after the last closed one.
-- The row is made if it is not there, and held open until the transaction ends: closing a month
-- waits for the postings under way, and a posting waits for the close under way and looks again.
-- Null when it lies before the opening of the book.
create or replace function ledger_posting_month(organisation uuid, book uuid, event_month date)
returns date
language plpgsql
as $$
declare
    counting date;
begin
    loop
        select greatest(event_month, (max(period.month) + interval '1 month')::date)
          into counting
          from ledger_period period
         where period.organisation_id = organisation and period.book_id = book
           and period.status = 'closed';
        perform from ledger_period period
          where period.organisation_id = organisation and period.book_id = book
            and period.month = counting and period.status = 'open'
            for key share;
        if found then
            return counting;
        end if;
        insert into ledger_period (id, organisation_id, book_id, month, status)
        select ledger_month_id(there.id, counting), there.organisation_id, there.id, counting,
               'open'
          from ledger_book there
         where there.organisation_id = organisation and there.id = book
           and counting >= date_trunc('month', there.opened_on)
        on conflict (organisation_id, book_id, month) do nothing;
        perform from ledger_period period
          where period.organisation_id = organisation and period.book_id = book
            and period.month = counting;
        if not found then
            return null;
        end if;
    end loop;
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

-- Take `needed` from a floor-zero account whose known headroom is too small: lock the row, add the
-- balance up (last checkpoint and what came after), and leave what remains as the new headroom.
-- False when it is not there.
create or replace function ledger_take(
    account integer, organisation uuid, normal_side integer, needed bigint
) returns boolean
language plpgsql
as $$
declare
    available bigint;
begin
    perform from ledger_account there
      where there.id = account and there.organisation_id = organisation
        for no key update;
    available := normal_side * ledger_balance(account, organisation, 'infinity');
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
    closed_until date;
    balance bigint;
begin
    select (max(period.month) + interval '1 month')::date
      into closed_until
      from ledger_account there
      join ledger_pool pool
        on pool.id = there.pool_id and pool.organisation_id = there.organisation_id
      join ledger_period period
        on period.organisation_id = pool.organisation_id and period.book_id = pool.book_id
       and period.status = 'closed' and period.month + interval '1 month' <= until
     where there.id = account and there.organisation_id = organisation;
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
