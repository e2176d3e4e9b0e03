"""Surveys: instruments as data, in versions that freeze, and the answers given to them."""
