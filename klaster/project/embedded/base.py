"""Django's PostgreSQL backend on the embedded server, which the first connection starts.

Django finds this module by its name; `klaster.project.database` chooses it.
"""

from typing import Any

from django.db.backends.postgresql import base

from klaster.project.embedded import server


class DatabaseWrapper(base.DatabaseWrapper):
    """The stock backend, with address and password filled in when a connection is wanted."""

    def get_connection_params(self) -> dict[str, Any]:
        running = server.ensure_running()
        self.settings_dict.update(
            HOST=running.host,
            PORT=str(running.port),
            PASSWORD=running.passwords[self.settings_dict["USER"]],
        )
        return super().get_connection_params()
