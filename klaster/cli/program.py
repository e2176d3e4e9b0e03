"""The `klaster` program: every command of the product and Django's own, by one name."""

import os
import sys


def main() -> None:
    """Run `klaster <command>`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klaster.project.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
