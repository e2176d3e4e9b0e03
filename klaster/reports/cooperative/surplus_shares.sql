-- The distribution of one book year that was not taken back: members, then pots.
-- grain: receiver; unit: rupiah; source: the proposal and its shares.
with distribution as (
    select distribution.*
      from surplus_distribution distribution
     where distribution.organisation_id = %(organisation)s
       and distribution.year = %(year)s::text::int and distribution.status <> 'reversed'
),
receiver as (
    select 1 as place, member.number, party.name, share.savings, share.usage,
           share.capital_part, share.usage_part, share.total, distribution.status
      from distribution
      join surplus_share share
        on share.distribution_id = distribution.id
       and share.organisation_id = distribution.organisation_id
      join cooperative_member member
        on member.id = share.member_id and member.organisation_id = share.organisation_id
      join registry_party party
        on party.id = member.party_id and party.organisation_id = member.organisation_id
    union all
    select 2, null, initcap(replace(pot.key, '_', ' ')), null, null, null, null,
           pot.value::bigint
         + case when pot.key = policy.data ->> 'remainder_to'
                then distribution.undistributed else 0 end,
           distribution.status
      from distribution
      join surplus_policy policy
        on policy.id = distribution.policy_id
       and policy.organisation_id = distribution.organisation_id
     cross join lateral jsonb_each_text(distribution.pots) pot
)
select number, name, savings, usage, capital_part, usage_part, total, status
  from receiver
 order by place, number, name
