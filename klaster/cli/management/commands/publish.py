"""`klaster publish --organisation … --programme … --user …`: let everyone read of a programme."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from klaster.cli import organisations
from klaster.cli.base import Command as Base
from klaster.domain.programme.commands import set_up
from klaster.domain.programme.models import Programme
from klaster.rules.refusal import BadField


class Command(Base):
    help = gettext_lazy("Menerbitkan program di halaman publik, atau menariknya kembali.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", required=True, help=gettext("kode lembaga"))
        parser.add_argument("--programme", required=True, help=gettext("kode program"))
        organisations.add_user(parser)
        parser.add_argument(
            "--withdraw", action="store_true", help=gettext("tarik kembali dari halaman publik")
        )

    def handle(
        self, *args: Any, organisation: str, programme: str, user: str, **options: Any
    ) -> None:
        today = timezone.localdate()
        owner = organisations.chosen(organisation)
        found = Programme.objects.filter(organisation=owner, code=programme).first()
        if found is None:
            raise BadField(field="--programme", reason="tidak ada di lembaga itu")
        act = set_up.withdraw if options["withdraw"] else set_up.publish
        act(by=organisations.acting(user, owner.id, today), on=today, id=found.id)
        where = f"/publik/{owner.code}/{found.code}/"
        said = gettext("Ditarik: {where}") if options["withdraw"] else gettext("Terbit: {where}")
        self.stdout.write(said.format(where=where))
