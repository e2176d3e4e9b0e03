"""Meetings of members and officers: called, attended, resolved; and the plan for next year."""
