"""The programmes (klaster): sectors, villages, phases, funnel, money, and the flow of assets."""
