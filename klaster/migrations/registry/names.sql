-- Two ways to compare names, kept by the database beside each party.

-- Name and alias without capitals and accents: what a typo-tolerant search looks through.
create function registry_fold(name text, alias text) returns text
language sql immutable strict parallel safe
return places_fold(name || ' ' || alias);

-- How a name sounds when spelling does not count: titles dropped; the spelling of before 1972
-- (oe, tj, dj, nj, sj, ch) read as today's; f = v = p and z = j, as they are spoken and written in
-- much of Java; then consonants alone, none doubled. "Moehammad Fadli", "Muhamad Padli" -> "mdpdl".
create function registry_sound(name text) returns text
language sql immutable strict parallel safe
return regexp_replace(
    regexp_replace(
        translate(
            replace(replace(replace(replace(replace(replace(replace(
                regexp_replace(
                    places_fold(name),
                    '\m(h|hj|haji|hajah|bpk|bapak|ibu|ny|tn|sdr|sdri|ustadz?|kh)\M', '', 'g'
                ),
                'tj', 'c'), 'dj', 'j'), 'nj', 'ny'), 'sj', 'sy'), 'ch', 'h'), 'dz', 'j'), 'x', 'ks'),
            'fvzq', 'ppjk'
        ),
        '[^b-df-gj-np-tv-z]|y', '', 'g'
    ),
    '(.)\1+', '\1', 'g'
);
