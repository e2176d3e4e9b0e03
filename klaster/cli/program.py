"""The `klaster` program: every command of the product and Django's own, by one name."""

import os
import sys

# What cannot be a module's name, or reads better otherwise on a command line.
NAMES = {"import": "import_workbook"}


def main() -> None:
    """Run `klaster <command>`; `check-books` is the module `check_books`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klaster.project.settings")
    from django.core.management import execute_from_command_line

    program, *rest = sys.argv
    if rest and not rest[0].startswith("-"):
        rest[0] = NAMES.get(rest[0], rest[0].replace("-", "_"))
    execute_from_command_line([program, *rest])
