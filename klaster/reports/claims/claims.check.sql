-- Claims in the register: each must have been answered.
select '' as key, count(*) as figure
  from graduation_claim claim
  join programme_programme programme
    on programme.id = claim.programme_id and programme.organisation_id = claim.organisation_id
 where claim.organisation_id = %(organisation)s
   and (%(programme)s::text is null or programme.code = %(programme)s)
