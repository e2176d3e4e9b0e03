"""Which database role changes the schema: only the owner's connection migrates."""

from typing import Any


class OwnerMigrates:
    """Django asks this router before it migrates a connection."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Say yes to the owner's connection alone."""
        return db == "owner"
