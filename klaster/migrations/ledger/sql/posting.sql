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
-- Arrays are taken apart in select lists, not in `from`, and plans are made once, for any size of
-- array and table: most calls post one entry of one line, where planning and setting up a scan
-- costs more than the row.
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
as $$
#variable_conflict use_column
declare
    pools integer[];
    debits integer[];
    credits integer[];
    postings date[];
    counting date;
    inserted integer;
    fresh boolean[];
    culprit text;
begin
    -- Where each line goes; accounts and pools are made the first time they are named.
    for attempt in 1..2 loop
        pools := array(
            select (select pool.id from ledger_pool pool
                     where pool.organisation_id = entry_organisations[line.entry]
                       and pool.fund_id = line.fund
                       and pool.unit_id = line.unit
                       and pool.book_id = entry_books[line.entry])
              from (select unnest(line_entries) as entry, unnest(line_funds) as fund,
                           unnest(line_units) as unit) line);
        debits := array(
            select (select account.id from ledger_account account
                     where account.organisation_id = entry_organisations[line.entry]
                       and account.pool_id = line.pool
                       and account.line_id = line.chart_line
                       and coalesce(account.party_id, ledger_nobody())
                           = coalesce(line.party, ledger_nobody())
                       and coalesce(account.contract_id, ledger_nobody())
                           = coalesce(line.contract, ledger_nobody()))
              from (select unnest(line_entries) as entry, unnest(pools) as pool,
                           unnest(line_debits) as chart_line,
                           unnest(line_debit_parties) as party,
                           unnest(line_debit_contracts) as contract) line);
        credits := array(
            select (select account.id from ledger_account account
                     where account.organisation_id = entry_organisations[line.entry]
                       and account.pool_id = line.pool
                       and account.line_id = line.chart_line
                       and coalesce(account.party_id, ledger_nobody())
                           = coalesce(line.party, ledger_nobody())
                       and coalesce(account.contract_id, ledger_nobody())
                           = coalesce(line.contract, ledger_nobody()))
              from (select unnest(line_entries) as entry, unnest(pools) as pool,
                           unnest(line_credits) as chart_line,
                           unnest(line_credit_parties) as party,
                           unnest(line_credit_contracts) as contract) line);
        exit when array_position(debits, null) is null and array_position(credits, null) is null;
        if attempt = 2 then
            culprit := line_funds[array_position(pools, null)];
            raise exception using errcode = 'KL001', message = coalesce(culprit, '?');
        end if;
        perform ledger_make_accounts(
            entry_organisations, entry_books, line_entries, line_funds, line_units,
            line_debits, line_debit_parties, line_debit_contracts,
            line_credits, line_credit_parties, line_credit_contracts);
    end loop;

    -- The month it counts in: that of the event, or the first open one after it. An open month is
    -- held open until the transaction ends.
    for n in 1..cardinality(entry_ids) loop
        if n = 1 or entry_books[n] <> entry_books[n - 1]
                 or date_trunc('month', entry_dates[n]) <> date_trunc('month', entry_dates[n - 1])
        then
            counting := date_trunc('month', entry_dates[n])::date;
            perform from ledger_period period
              where period.organisation_id = entry_organisations[n]
                and period.book_id = entry_books[n]
                and period.month = counting and period.status = 'open'
                for key share;
            if not found then
                counting := ledger_posting_month(
                    entry_organisations[n], entry_books[n], counting);
            end if;
            if counting is null then
                raise exception using errcode = 'KL004', message = entry_ids[n];
            end if;
        end if;
        postings[n] := greatest(entry_dates[n], counting);
    end loop;

    -- Whoever inserts an id first has it; who brings the same id meanwhile waits here for that one
    -- to end. What was there before has transfers, and ours has none yet.
    insert into ledger_entry (id, organisation_id, book_id, event_date, posting_date, month,
                              kind, memo, source, actor_id, reverses_id)
    select unnest(entry_ids), unnest(entry_organisations), unnest(entry_books),
           unnest(entry_dates), unnest(postings), date_trunc('month', unnest(postings))::date,
           unnest(entry_kinds), unnest(entry_memos), unnest(entry_sources), actor,
           unnest(entry_reverses)
    on conflict (id, organisation_id) do nothing;
    get diagnostics inserted = row_count;
    fresh := array_fill(true, array[cardinality(entry_ids)]);
    if inserted < cardinality(entry_ids) then
        fresh := array(
            select not exists (select from ledger_transfer transfer
                                where transfer.entry_id = given.id
                                  and transfer.organisation_id = given.organisation)
              from (select unnest(entry_ids) as id, unnest(entry_organisations) as organisation)
                   given);
        perform ledger_compare(
            entry_ids, entry_organisations, entry_books, entry_dates, entry_kinds, entry_sources,
            fresh, line_entries, debits, credits, line_amounts);
    end if;

    -- Nothing leaves a floor-zero account that is not there; most calls take from none.
    perform from ledger_account account
       join ledger_chartline line on line.id = account.line_id
      where account.id = any (debits || credits)
        and account.headroom is not null
        and account.id = any (case line.normal_side when 1 then credits else debits end);
    if found then
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

    if audit_act is not null and inserted > 0 then
        insert into access_auditline (id, organisation_id, actor_id, action, subject_id, "on",
                                      channel, request_id, detail)
        values (audit_id, audit_organisation, actor, audit_act,
                case when cardinality(entry_ids) = 1 then entry_ids[1] end,
                audit_on, audit_channel, audit_request,
                jsonb_build_object('entries', cardinality(entry_ids)));
    end if;

    return query
    select given.id,
           case when given.is_fresh then given.posting
                else (select there.posting_date from ledger_entry there
                       where there.id = given.id and there.organisation_id = given.organisation)
           end,
           not given.is_fresh
      from (select unnest(entry_ids) as id, unnest(entry_organisations) as organisation,
                   unnest(postings) as posting, unnest(fresh) as is_fresh) given;
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
