"""`klaster verify-receipt TOKEN`: is this receipt genuine, and does it still stand in the books?"""

import json
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext, gettext_lazy

from klaster.cli.base import Command as Base
from klaster.domain.savings import receipts

STATES = {
    receipts.STANDS: gettext_lazy("asli dan masih tercatat di buku"),
    receipts.TAKEN_BACK: gettext_lazy("asli, tetapi transaksinya sudah dibatalkan"),
    receipts.UNKNOWN: gettext_lazy("asli, tetapi transaksinya tidak ada di buku ini"),
}


class Command(Base):
    help = gettext_lazy("Memeriksa tanda bukti atau buku simpanan dari kodenya.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("token", help=gettext("isi kode QR"))

    def handle(self, *args: Any, token: str, **options: Any) -> None:
        found = receipts.verify(token)
        self.stdout.write(str(STATES[found.state]))
        self.stdout.write(json.dumps(dict(found.says), ensure_ascii=False, indent=2))
