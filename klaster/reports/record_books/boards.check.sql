-- Appointed less ended, each counted by itself.
select '' as key,
       count(*) filter (where officer.valid_from <= %(until)s)
     - count(*) filter (where officer.valid_until <= %(until)s) as figure
  from cooperative_officer officer
 where officer.organisation_id = %(organisation)s
   and case when officer.office in ('ketua', 'sekretaris', 'bendahara') then 'pengurus'
            else 'pengawas' end = %(board)s
having count(*) filter (where officer.valid_from <= %(until)s) > 0
