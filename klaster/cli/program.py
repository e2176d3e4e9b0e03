"""The `klaster` program: every command of the product and Django's own, by one name."""

import os
import sys

# What cannot be a module's name.
NAMES = {"import": "import_workbook"}


def main() -> None:
    """Run `klaster <command>`; `check-books` is the module `check_books`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klaster.project.settings")
    from django.core.management import execute_from_command_line

    program, *rest = sys.argv
    if not rest or rest in (["--help"], ["-h"], ["help"]):
        sys.stdout.write(overview())
        return
    if not rest[0].startswith("-"):
        rest[0] = NAMES.get(rest[0], rest[0].replace("-", "_"))
    execute_from_command_line([program, *rest])


def typed(module: str) -> str:
    """Return the name that is typed for a command's module."""
    return {module: name for name, module in NAMES.items()}.get(module, module.replace("_", "-"))


def overview() -> str:
    """Return one line for each command of the product."""
    import django
    from django.core import management
    from django.utils.translation import gettext

    django.setup()
    lines = [gettext("Pakai: klaster PERINTAH [pilihan]; klaster PERINTAH --help menjelaskannya.")]
    lines.append("")
    for module, app in sorted(management.get_commands().items()):
        if app.startswith("klaster."):
            command = management.load_command_class(app, module)
            lines.append(f"  {typed(module):16}{command.help}")
    lines += ["", gettext("Perintah Django juga ada, misalnya klaster shell.")]
    return "\n".join(lines) + "\n"
