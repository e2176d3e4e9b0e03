"""A programme as an activity of the International Aid Transparency Initiative, version 2.03."""
