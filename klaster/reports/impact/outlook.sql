-- What each mitra said of the own outlook in each round, and the meetings held and attended before.
-- grain: mitra × round; source: report.last_responses, and presences in the twelve months that end
-- with the day of the answer. Lights are added by the rules (`finish`).
with presence as (
    select coalesce(party.merged_into_id, party.id) as household_id, session.on, presence.came
      from mentoring_presence presence
      join mentoring_session session
        on session.id = presence.session_id
       and session.organisation_id = presence.organisation_id
      join registry_party party
        on party.id = presence.party_id and party.organisation_id = presence.organisation_id
     where presence.organisation_id = %(organisation)s
)
select last.programme, last.round, last.on, last.answers,
       count(*) filter (where presence.came) as came, nullif(count(presence.came), 0) as held
  from report.last_responses(%(organisation)s, 'outlook', %(until)s) last
  left join presence
    on presence.household_id = last.household_id and presence.on <= last.on
   and presence.on > last.on - interval '12 months'
 where %(programme)s::text is null or last.programme = %(programme)s
 group by last.id, last.programme, last.round, last.on, last.answers
 order by last.programme, last.round
