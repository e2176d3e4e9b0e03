-- grain: movement of one of the party's accounts (a household: of all its members); unit: smallest
-- step of `unit`, debits less credits of the books that hold them; source: the ledger's transfers.
-- A reduction of a debt or of animals in custody stands in credit.
with household as (
    select party.id, party.organisation_id
      from registry_party party
     where party.organisation_id = %(organisation)s
       and %(party)s in (party.id::text, party.name)
    union
    select member.party_id, member.organisation_id
      from registry_party party
      join registry_membership member
        on member.group_id = party.id and member.organisation_id = party.organisation_id
     where party.organisation_id = %(organisation)s and party.kind = 'household'
       and %(party)s in (party.id::text, party.name)
),
moved as (
    select party.name as party, contract.number as contract, line.name_id as account,
           movement.unit_id as unit, movement.posting_date, movement.event_date,
           movement.entry_id, movement.n, movement.memo, movement.amount,
           regexp_replace(movement.kind, '^.*[.]', '') as kind,
           movement.account_id
      from household
      join registry_party party
        on party.id = household.id and party.organisation_id = household.organisation_id
      join report.movement movement
        on movement.party_id = party.id and movement.organisation_id = party.organisation_id
      join ledger_chartline line on line.id = movement.line_id
      left join contracts_contract contract
        on contract.id = movement.contract_id
       and contract.organisation_id = movement.organisation_id
     where movement.posting_date <= %(until)s
),
running as (
    select moved.*,
           sum(amount) over (partition by account_id
                                 order by posting_date, entry_id, n) as balance
      from moved
)
select party, contract, account, unit, event_date, entry_id as entry, kind, memo,
       greatest(amount, 0)::bigint as debit, greatest(-amount, 0)::bigint as credit,
       balance::bigint as balance
  from running
 where %(since)s::date is null or posting_date >= %(since)s::date
 order by party, contract, unit <> 'IDR', unit, account, posting_date, entry_id, n
