-- What each household answered to the ten questions of the PPI in each round.
-- grain: household × round; source: report.last_responses. Scores and likelihoods are added by the
-- rules (`finish`).
select last.programme, last.round, last.answers
  from report.last_responses(%(organisation)s, 'ppi_indonesia_2010', %(until)s) last
 where %(programme)s::text is null or last.programme = %(programme)s
 order by last.programme, last.round
