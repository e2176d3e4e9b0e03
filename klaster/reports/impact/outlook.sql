-- What each mitra said of the own outlook in each round, and the meetings held and attended before.
-- grain: mitra × round; source: the last response of the round up to the day, and presences in the
-- twelve months that end with the day of the answer. Lights are added by the rules (`finish`).
with last as (
    select distinct on (response.programme_id, response.round,
                        coalesce(party.merged_into_id, party.id))
           response.organisation_id, response.programme_id, response.round, response.on,
           response.answers, coalesce(party.merged_into_id, party.id) as stands_for
      from surveys_response response
      join surveys_instrument instrument
        on instrument.id = response.instrument_id
       and instrument.organisation_id = response.organisation_id and instrument.code = 'outlook'
      join registry_party party
        on party.id = response.party_id and party.organisation_id = response.organisation_id
     where response.organisation_id = %(organisation)s and response.on <= %(until)s
     order by response.programme_id, response.round, coalesce(party.merged_into_id, party.id),
              response.on desc, response.id
),
presence as (
    select coalesce(party.merged_into_id, party.id) as stands_for, session.on, presence.came
      from mentoring_presence presence
      join mentoring_session session
        on session.id = presence.session_id
       and session.organisation_id = presence.organisation_id
      join registry_party party
        on party.id = presence.party_id and party.organisation_id = presence.organisation_id
     where presence.organisation_id = %(organisation)s
),
attended as (
    select last.programme_id, last.round, last.stands_for, count(*) as held,
           count(*) filter (where presence.came) as came
      from last
      join presence
        on presence.stands_for = last.stands_for and presence.on <= last.on
       and presence.on > last.on - interval '12 months'
     group by last.programme_id, last.round, last.stands_for
)
select programme.code as programme, last.round, last.on, last.answers,
       attended.came, attended.held
  from last
  join programme_programme programme
    on programme.id = last.programme_id and programme.organisation_id = last.organisation_id
  left join attended
    on attended.programme_id = last.programme_id and attended.round = last.round
   and attended.stands_for = last.stands_for
 where %(programme)s::text is null or programme.code = %(programme)s
 order by programme.code, last.round
