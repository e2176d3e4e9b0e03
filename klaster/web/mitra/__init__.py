"""The mitra: finding them, and the file of one as a single timeline of all that is on record."""
