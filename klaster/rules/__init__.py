"""Pure rules: amounts, schedules, contract kinds, herds and scores.

Nothing here knows a database, a clock, a user or chance; every layer may call it.
"""
