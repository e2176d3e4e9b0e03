"""Mentoring: meetings of groups and who came, trainings, visits to mitra."""
