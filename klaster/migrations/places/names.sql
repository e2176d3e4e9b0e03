-- A name without capitals and accents: what every typo-tolerant search looks through.
-- unaccent alone is only stable, since its dictionary could be swapped; ours is named outright.
create function places_fold(name text) returns text
language sql immutable strict parallel safe
return lower(public.unaccent('public.unaccent', trim(name)));
