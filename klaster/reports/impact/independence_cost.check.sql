-- Mitra decided independent on or before the day, and not decided otherwise since.
select programme.code as key, count(distinct decision.party_id) as figure
  from graduation_decision decision
  join programme_programme programme
    on programme.id = decision.programme_id
   and programme.organisation_id = decision.organisation_id
 where decision.organisation_id = %(organisation)s and decision.on <= %(until)s
   and decision.outcome = 'independent'
   and not exists (
        select from graduation_decision later
         where later.organisation_id = decision.organisation_id
           and later.programme_id = decision.programme_id
           and later.party_id = decision.party_id and later.on <= %(until)s
           and (later.on, later.id) > (decision.on, decision.id))
   and (%(programme)s::text is null or programme.code = %(programme)s)
 group by programme.code
