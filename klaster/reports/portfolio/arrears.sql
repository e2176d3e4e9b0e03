-- How late each contract with an instalment plan is.
-- grain: contract that still owes something; unit: rupiah, gross of margin; source: instalments of
-- the terms in force on the day and what was settled of them. A row due on the day itself is not
-- late. The class is added by the rules (`finish`).
with standing as (
    select contract.organisation_id, contract.id, last.status
      from contracts_contract contract
     cross join lateral (
        select event.status, event.kind
          from contracts_event event
         where event.contract_id = contract.id
           and event.organisation_id = contract.organisation_id and event.on <= %(until)s
         order by event.n desc
         limit 1
     ) last
     where contract.organisation_id = %(organisation)s
       and contract.kind in ('qardh', 'murabahah', 'conventional')
       and last.status = 'active' and last.kind <> 'handed_over'
),
agreed as (
    select distinct on (standing.id) standing.id, standing.organisation_id, terms.id as terms_id,
           terms.data as terms
      from standing
      join contracts_terms terms
        on terms.contract_id = standing.id and terms.organisation_id = standing.organisation_id
       and terms.valid_from <= %(until)s
     order by standing.id, terms.version desc
),
row_left as (
    select agreed.id, instalment.due_date,
           instalment.principal - coalesce(sum(settlement.principal), 0) as principal,
           instalment.margin - coalesce(sum(settlement.margin), 0) as margin
      from agreed
      join contracts_instalment instalment
        on instalment.terms_id = agreed.terms_id
       and instalment.organisation_id = agreed.organisation_id
      left join (contracts_settlement settlement
                 join contracts_event event
                   on event.id = settlement.event_id
                  and event.organisation_id = settlement.organisation_id
                  and event.on <= %(until)s)
        on settlement.instalment_id = instalment.id
       and settlement.organisation_id = instalment.organisation_id
     group by agreed.id, instalment.id, instalment.due_date, instalment.principal,
              instalment.margin
),
owed as (
    select id, sum(principal + margin)::bigint as balance,
           coalesce(sum(principal) filter (where due_date < %(until)s), 0)::bigint
               as late_principal,
           coalesce(sum(margin) filter (where due_date < %(until)s), 0)::bigint as late_margin,
           count(*) filter (where due_date < %(until)s and principal + margin > 0)
               as instalments_late,
           min(due_date) filter (where due_date < %(until)s and principal > 0)
               as principal_since,
           min(due_date) filter (where due_date < %(until)s and margin > 0) as margin_since
      from row_left
     group by id
    having sum(principal + margin) > 0
)
select contract.number, contract.party_name as mitra, contract.group_name as "group",
       contract.sector, contract.kind, owed.balance, owed.late_principal, owed.late_margin,
       owed.instalments_late, owed.principal_since, owed.margin_since, agreed.terms
  from owed
  join agreed on agreed.id = owed.id
  join report.contract contract
    on contract.id = owed.id and contract.organisation_id = agreed.organisation_id
 where %(programme)s::text is null or contract.programme = %(programme)s
 order by least(owed.principal_since, owed.margin_since), contract.number
