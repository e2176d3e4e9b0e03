-- Mitra decided upon, each counted once.
select programme.code as key,
       count(distinct decision.party_id) as figure
  from graduation_decision decision
  join programme_programme programme
    on programme.id = decision.programme_id
   and programme.organisation_id = decision.organisation_id
 where decision.organisation_id = %(organisation)s and decision.on <= %(until)s
   and (%(programme)s::text is null or programme.code = %(programme)s)
 group by programme.code
