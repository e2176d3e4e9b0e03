-- ledger_post: the only way that entries, transfers, accounts and pools come to be.
--
-- One call posts any number of entries, in any books, in one transaction. Arrays of equal length:
-- one element per entry (entry_*), one per transfer (line_*; line_entry is the 1-based position of
-- its entry, line_number its place within it). Entries come in the order of their ids, each id
-- once, so that no two callers wait for each other. Sides are chart lines with the party and
-- contract that the line asks for, or null.
-- The same id with the same content is answered as before; with other content it is refused.
--
-- Refusals carry SQLSTATE KL001..KL004 and, as the message, what it is about (docs/accounting.md).
-- One row per entry comes back: its id, its posting date, and whether it was there already.
--
-- It runs as the owner of the tables: the application role can read them and call this, no more.
-- Most calls post one entry of one line, where setting up a statement costs more than the row. So
-- the usual call (months open, ids new, accounts there) is four statements, and what else may be is
-- looked into only when one of them found less than it was given; arrays are taken apart in select
-- lists, not in `from`; and plans are made once for any size of array and table, as nested loops
-- over indexes, which also keep lines in their order.
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
    line_numbers smallint[],
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
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
    postings date[] := entry_dates;
    fresh boolean[] := array_fill(true, array[cardinality(entry_ids)]);
    inserted integer;
    pools integer[];
    debits integer[];
    credits integer[];
    is_draining boolean;
begin
    -- Whoever inserts an id first has it; who brings the same id meanwhile waits here for that one
    -- to end. A month that is open is held open until the transaction ends.
    insert into ledger_entry (id, organisation_id, book_id, event_date, posting_date, month,
                              kind, memo, source, actor_id, reverses_id)
    select given.id, given.organisation, given.book, given.day, given.day, period.month,
           given.kind, given.memo, given.source, actor, given.reverses
      from (select unnest(entry_ids) as id, unnest(entry_organisations) as organisation,
                   unnest(entry_books) as book, unnest(entry_dates) as day,
                   unnest(entry_kinds) as kind, unnest(entry_memos) as memo,
                   unnest(entry_sources) as source, unnest(entry_reverses) as reverses) given
      join ledger_period period
        on period.organisation_id = given.organisation and period.book_id = given.book
       and period.month = date_trunc('month', given.day::timestamp)::date
       and period.status = 'open'
       for key share of period
    on conflict (id, organisation_id) do nothing;
    get diagnostics inserted = row_count;

    -- Some months are closed or not begun, or some ids known. What was there before has transfers,
    -- and what is ours has none yet.
    if inserted < cardinality(entry_ids) then
        postings := ledger_posting_dates(entry_ids, entry_organisations, entry_books, entry_dates);
        insert into ledger_entry (id, organisation_id, book_id, event_date, posting_date, month,
                                  kind, memo, source, actor_id, reverses_id)
        select unnest(entry_ids), unnest(entry_organisations), unnest(entry_books),
               unnest(entry_dates), unnest(postings),
               date_trunc('month', unnest(postings)::timestamp)::date,
               unnest(entry_kinds), unnest(entry_memos), unnest(entry_sources), actor,
               unnest(entry_reverses)
        on conflict (id, organisation_id) do nothing;
        select array_agg(there.posting_date),
               array_agg(not exists (select from ledger_transfer transfer
                                      where transfer.entry_id = there.id
                                        and transfer.organisation_id = there.organisation_id))
          into postings, fresh
          from (select unnest(entry_ids) as id, unnest(entry_organisations) as organisation) given
          left join ledger_entry there
            on there.id = given.id and there.organisation_id = given.organisation;
    end if;

    -- Where each line goes; accounts and pools are made the first time they are named.
    for attempt in 1..2 loop
        select array_agg(pool.id), array_agg(debit.id), array_agg(credit.id),
               bool_or(debit.floor_side = -1 or credit.floor_side = 1)
          into pools, debits, credits, is_draining
          from (select unnest(line_entries) as entry, unnest(line_funds) as fund,
                       unnest(line_units) as unit, unnest(line_debits) as debit,
                       unnest(line_debit_parties) as debit_party,
                       unnest(line_debit_contracts) as debit_contract,
                       unnest(line_credits) as credit,
                       unnest(line_credit_parties) as credit_party,
                       unnest(line_credit_contracts) as credit_contract) line
          left join ledger_pool pool
            on pool.organisation_id = entry_organisations[line.entry]
           and pool.book_id = entry_books[line.entry]
           and pool.fund_id = line.fund and pool.unit_id = line.unit
          left join ledger_account debit
            on debit.organisation_id = pool.organisation_id and debit.pool_id = pool.id
           and debit.line_id = line.debit
           and coalesce(debit.party_id, ledger_nobody())
               = coalesce(line.debit_party, ledger_nobody())
           and coalesce(debit.contract_id, ledger_nobody())
               = coalesce(line.debit_contract, ledger_nobody())
          left join ledger_account credit
            on credit.organisation_id = pool.organisation_id and credit.pool_id = pool.id
           and credit.line_id = line.credit
           and coalesce(credit.party_id, ledger_nobody())
               = coalesce(line.credit_party, ledger_nobody())
           and coalesce(credit.contract_id, ledger_nobody())
               = coalesce(line.credit_contract, ledger_nobody());
        exit when array_position(debits, null) is null and array_position(credits, null) is null;
        if attempt = 2 then
            raise exception using errcode = 'KL001',
                message = coalesce(line_funds[array_position(pools, null)]::text, '?');
        end if;
        perform ledger_make_accounts(
            entry_organisations, entry_books, line_entries, line_funds, line_units,
            line_debits, line_debit_parties, line_debit_contracts,
            line_credits, line_credit_parties, line_credit_contracts);
    end loop;

    if false = any (fresh) then
        perform ledger_compare(
            entry_ids, entry_organisations, entry_books, entry_dates, entry_kinds, entry_sources,
            fresh, line_entries, debits, credits, line_amounts);
    end if;
    -- Nothing leaves a floor-zero account that is not there; most calls take from none.
    if is_draining then
        perform ledger_keep_floors(fresh, line_entries, debits, credits, line_amounts);
    end if;

    insert into ledger_transfer (entry_id, organisation_id, n, posting_date, pool_id, debit_id,
                                 credit_id, amount)
    select entry_ids[line.entry], entry_organisations[line.entry], line.number,
           postings[line.entry], line.pool, line.debit, line.credit, line.amount
      from (select unnest(line_entries) as entry, unnest(line_numbers) as number,
                   unnest(pools) as pool, unnest(debits) as debit, unnest(credits) as credit,
                   unnest(line_amounts) as amount) line
     where fresh[line.entry];

    if audit_act is not null and true = any (fresh) then
        insert into access_auditline (id, organisation_id, actor_id, action, subject_id, "on",
                                      channel, request_id, detail)
        values (audit_id, audit_organisation, actor, audit_act,
                case when cardinality(entry_ids) = 1 then entry_ids[1] end,
                audit_on, audit_channel, audit_request,
                jsonb_build_object('entries', cardinality(entry_ids)));
    end if;

    for n in 1..cardinality(entry_ids) loop
        id := entry_ids[n];
        posting_date := postings[n];
        existed := not fresh[n];
        return next;
    end loop;
end
$$;

-- Refuse an entry that is sent again with other content; the same content passes.
create or replace function ledger_compare(
    entry_ids uuid[], entry_organisations uuid[], entry_books uuid[], entry_dates date[],
    entry_kinds text[], entry_sources text[], fresh boolean[],
    line_entries integer[], debits integer[], credits integer[], line_amounts bigint[]
) returns void
language plpgsql
as $$
declare
    culprit text;
begin
    select given.id into culprit
      from unnest(entry_ids, entry_organisations, entry_books, entry_dates, entry_kinds,
                  entry_sources, fresh) with ordinality
           as given(id, organisation, book, event_date, kind, source, is_fresh, position)
      join ledger_entry there
        on there.id = given.id and there.organisation_id = given.organisation
     where not given.is_fresh
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
end
$$;
