-- The savings accounts as a whole, from every transfer.
select '' as key, -sum(movement.amount) as figure
  from report.movement movement
 where movement.organisation_id = %(organisation)s and movement.unit_id = 'IDR'
   and movement.role in ('savings_principal', 'savings_mandatory', 'savings_voluntary',
                         'savings_special')
   and movement.posting_date <= %(until)s
having count(*) > 0
