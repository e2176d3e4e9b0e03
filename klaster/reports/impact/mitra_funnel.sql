-- Where the mitra of each sector and village stand on the way to independence.
-- grain: programme × sector × village; unit: enrolments; source: the last step of each enrolment
-- on or before the day. `mitra` are those who became active and have not left.
with standing as (
    select mitra.programme, mitra.sector, coalesce(mitra.village, '') as village, last.stage,
           exists (select from programme_enrolmentstep step
                    where step.enrolment_id = mitra.id
                      and step.organisation_id = mitra.organisation_id
                      and step.stage = 'active' and step.on <= %(until)s) as was_active
      from report.mitra mitra
     cross join lateral (
        select step.stage
          from programme_enrolmentstep step
         where step.enrolment_id = mitra.id and step.organisation_id = mitra.organisation_id
           and step.on <= %(until)s
         order by step.number desc
         limit 1
     ) last
     where mitra.organisation_id = %(organisation)s
       and (%(programme)s::text is null or mitra.programme = %(programme)s)
)
select programme, sector, village,
       count(*) filter (where stage = 'candidate') as candidate,
       count(*) filter (where stage = 'eligible') as eligible,
       count(*) filter (where stage = 'active') as active,
       count(*) filter (where stage = 'ready') as ready,
       count(*) filter (where stage = 'independent') as independent,
       count(*) filter (where stage = 'followed') as followed,
       count(*) filter (where stage = 'left') as "left",
       count(*) as enrolled,
       count(*) filter (where was_active and stage <> 'left') as mitra
  from standing
 group by programme, sector, village
 order by programme, sector, village
