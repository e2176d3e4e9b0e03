-- The mitra's books have no entry in the ledger: every record is added up anew, by its sign.
select '' as key,
       coalesce(sum(case record.what when 'money_out' then -record.amount
                                     when 'money_in' then record.amount
                                     when 'own_use' then record.amount else 0 end), 0) as figure
  from enterprises_record record
 where record.organisation_id = %(organisation)s and record.on <= %(until)s
   and (%(since)s::date is null or record.on >= %(since)s::date)
