-- Every figure that was ever published of a programme, beside what the records say.
-- grain: claim; source: the claims register. What the records say is read by `finish` from the
-- report that the claim names.
select programme.code as programme, claim.id as claim_id, claim.code, claim.sentence,
       claim.figure, claim.text, claim.unit, claim.on, claim.published_in, claim.url,
       claim.report, claim.parameters
  from graduation_claim claim
  join programme_programme programme
    on programme.id = claim.programme_id and programme.organisation_id = claim.organisation_id
 where claim.organisation_id = %(organisation)s
   and (%(programme)s::text is null or programme.code = %(programme)s)
 order by programme.code, claim.code
