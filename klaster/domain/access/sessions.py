"""Signed-in sessions that know whose they are, so that people see and end their own.

Django's sessions in the database, with the user and the browser beside the data; named by the
setting SESSION_ENGINE.
"""

from typing import Any

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as Sessions

BROWSER = "browser"  # key of the session: what the browser called itself at the sign-in
SINCE = "since"  # key of the session: when, as ISO text


class SessionStore(Sessions):
    """Keeps each session as a row of `access.Session`."""

    @classmethod
    def get_model_class(cls) -> Any:
        """The table of them."""
        return apps.get_model("access", "Session")

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row of a session, with what is known of whose it is."""
        row: Any = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.browser = data.get(BROWSER, "")[:200]
        row.since = data.get(SINCE)
        return row
