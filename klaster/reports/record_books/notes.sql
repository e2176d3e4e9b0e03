-- One record book up to a day, numbered in the order of days.
-- grain: note; unit: none; source: notes. `kind` is a kind or the first word of several (letter_in, letter_out).
select row_number() over (order by note."on", note.id) as n, note."on", note.kind, note.who,
       note.reference, note.text, note.answer, 1 as one
  from cooperative_note note
 where note.organisation_id = %(organisation)s and note."on" <= %(until)s
   and (note.kind = %(kind)s or note.kind like %(kind)s || '\_%%')
 order by note."on", note.id
