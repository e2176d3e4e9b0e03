-- What the party's accounts hold by the checkpointed balance, by unit: the last row of each
-- account must stand there.
with household as (
    select party.id
      from registry_party party
     where party.organisation_id = %(organisation)s
       and %(party)s in (party.id::text, party.name)
    union
    select member.party_id
      from registry_party party
      join registry_membership member
        on member.group_id = party.id and member.organisation_id = party.organisation_id
     where party.organisation_id = %(organisation)s and party.kind = 'household'
       and %(party)s in (party.id::text, party.name)
)
select pool.unit_id as key,
       sum(ledger_balance(account.id, account.organisation_id, %(until)s)
           - case when %(since)s::date is null then 0
                  else ledger_balance(account.id, account.organisation_id, %(since)s::date - 1)
             end) as figure
  from household
  join ledger_account account
    on account.party_id = household.id and account.organisation_id = %(organisation)s
  join ledger_pool pool
    on pool.id = account.pool_id and pool.organisation_id = account.organisation_id
 group by pool.unit_id
