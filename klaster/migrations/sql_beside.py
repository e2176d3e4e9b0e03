"""Migration step that runs a .sql file kept beside the migration."""

from pathlib import Path

from django.db import migrations


def run(migration_file: str, *names: str) -> list[migrations.RunSQL]:
    """Return one step per file `sql/<name>.sql` beside `migration_file`."""
    folder = Path(migration_file).parent / "sql"
    return [
        migrations.RunSQL((folder / f"{name}.sql").read_text(encoding="utf-8"), "select 1")
        for name in names
    ]
