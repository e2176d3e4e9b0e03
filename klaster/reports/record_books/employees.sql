-- Employments up to a day.
-- grain: employment; unit: 1 in `standing` for who works on the day; source: employees.
select party.name, employee.duty, employee.valid_from,
       case when employee.valid_until <= %(until)s then employee.valid_until end as valid_until,
       case when employee.valid_until <= %(until)s then 0 else 1 end as standing
  from cooperative_employee employee
  join registry_party party
    on party.id = employee.party_id and party.organisation_id = employee.organisation_id
 where employee.organisation_id = %(organisation)s and employee.valid_from <= %(until)s
 order by employee.valid_from, party.name
