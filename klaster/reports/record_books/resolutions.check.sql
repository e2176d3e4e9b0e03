-- The resolutions, counted from their meetings.
select '' as key, count(resolution.id) as figure
  from meetings_meeting meeting
  join meetings_resolution resolution
    on resolution.meeting_id = meeting.id
   and resolution.organisation_id = meeting.organisation_id
 where meeting.organisation_id = %(organisation)s and meeting.held_on <= %(until)s
   and case when meeting.kind in ('rat', 'luar_biasa') then 'anggota' else meeting.kind end = %(of)s
having count(resolution.id) > 0
