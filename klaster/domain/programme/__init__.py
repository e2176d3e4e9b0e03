"""Programmes: clusters, sectors, implementers, phases, budgets and enrolment."""
