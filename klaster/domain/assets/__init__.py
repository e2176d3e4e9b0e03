"""Assets in kind: placements, custody, title, tagged animals and lineage."""
