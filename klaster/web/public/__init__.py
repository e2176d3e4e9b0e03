"""Programmes for everyone: no sign-in, no cookies, no names of people, nobody found among few."""
