-- The first day of the book year that a day lies in; years start in month `starts_in` (1 to 12).
-- 21 February 2015 with years from July: 1 July 2014.
create function report.year_start(day date, starts_in smallint) returns date
language sql immutable parallel safe
return (date_trunc('month', day)
        - make_interval(months => (extract(month from day)::int - starts_in + 12) % 12))::date
