"""`klaster month-end --cooperative … --month 2015-01`: end the next open month in one act."""

from datetime import date
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from klaster.cli import cooperatives, organisations
from klaster.cli.base import Command as Base
from klaster.domain.closing import commands as closing
from klaster.rules.refusal import BadField
from klaster.rules.wording import money_text, month_text


class Command(Base):
    help = gettext_lazy(
        "Menutup bulan koperasi: tagihan, penyusutan, penyisihan, bagi hasil, segel."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        cooperatives.add_choice(parser)
        organisations.add_user(parser)
        parser.add_argument("--month", required=True, help=gettext("bulan, misalnya 2015-01"))
        parser.add_argument(
            "--rehearse", action="store_true", help=gettext("hanya coba; tidak ada yang disimpan")
        )

    def handle(self, *args: Any, cooperative: str, month: str, **options: Any) -> None:
        try:
            first = date.fromisoformat(f"{month}-01")
        except ValueError:
            raise BadField(field="--month", reason="tulis seperti 2015-01") from None
        today = timezone.localdate()
        there = cooperatives.chosen(cooperative)
        act = closing.rehearse_month_end if options["rehearse"] else closing.month_end
        ended = act(
            by=cooperatives.acting(options["user"], there, today),
            on=today,
            cooperative=there,
            month=first,
        )
        self.stdout.write(f"{there.name}, {month_text(ended.month)}")
        for said, value in (
            (gettext("tagihan baru"), str(ended.bills)),
            (gettext("penyusutan"), money_text(ended.wear)),
            (gettext("penyisihan"), money_text(ended.provision)),
            (gettext("bagi hasil simpanan"), money_text(ended.profit_shared)),
            (gettext("SHU tahun"), "-" if ended.result is None else money_text(ended.result)),
            (gettext("segel"), ended.seal),
        ):
            self.stdout.write(f"  {said:22} {value}")
