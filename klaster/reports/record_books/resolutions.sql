-- Resolutions of the meetings of members, officers or supervisors up to a day.
-- grain: resolution; unit: votes; source: meetings held.
select meeting.held_on, meeting.kind, resolution.n, resolution.text, resolution.votes_for,
       resolution.votes_against, resolution.abstained,
       (select count(*)
          from meetings_attendance attendance
         where attendance.meeting_id = meeting.id
           and attendance.organisation_id = meeting.organisation_id) as present,
       case when resolution.is_adopted then 'adopted' else 'rejected' end as outcome, 1 as one
  from meetings_resolution resolution
  join meetings_meeting meeting
    on meeting.id = resolution.meeting_id
   and meeting.organisation_id = resolution.organisation_id
 where resolution.organisation_id = %(organisation)s and meeting.held_on <= %(until)s
   and case when meeting.kind in ('rat', 'luar_biasa') then 'anggota' else meeting.kind end = %(of)s
 order by meeting.held_on, meeting.id, resolution.n
