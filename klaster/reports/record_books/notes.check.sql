-- The notes of the kind, counted.
select '' as key, count(*) as figure
  from cooperative_note note
 where note.organisation_id = %(organisation)s and note."on" <= %(until)s
   and (note.kind = %(kind)s or note.kind like %(kind)s || '\_%%')
having count(*) > 0
