-- Deeds signed, by programme.
select programme.code as key, count(*) as figure
  from programme_programme programme
 inner join graduation_deed deed
    on deed.programme_id = programme.id and deed.organisation_id = programme.organisation_id
 where programme.organisation_id = %(organisation)s and deed.on <= %(until)s
   and (%(programme)s::text is null or programme.code = %(programme)s)
 group by programme.code
