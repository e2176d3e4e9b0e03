"""Refusals that more than one contract kind raises, and the checks that raise them.

What is peculiar to one kind stands in its own module.
"""

from klaster.rules.contracts.kind import Event
from klaster.rules.refusal import Refused
from klaster.rules.wording import money_text

ORIGINS = ("goods_stock", "fund_cash")  # roles that goods or money are handed over from


class UnknownEvent(Refused):
    """The kind of contract knows no such event."""

    code = "unknown_event"
    message = "Kontrak {kind} tidak mengenal kejadian {event}. Pilih salah satu: {known}."


class NotYetDisbursed(Refused):
    """Nothing has been handed over yet, or only after the day of the event."""

    code = "not_yet_disbursed"
    message = "Dana atau barang belum diserahkan pada {on}. Catat penyerahannya dahulu."


class AlreadyDisbursed(Refused):
    """What the contract hands over is handed over once."""

    code = "already_disbursed"
    message = "Penyerahan sudah dicatat pada {on}. Bila keliru, buat jurnal balik dahulu."


class ContractEnded(Refused):
    """Nothing more can happen to a contract that is settled or written off."""

    code = "contract_ended"
    message = "Kontrak sudah selesai ({status}). Periksa kembali kontrak yang dimaksud."


class AmountNotPositive(Refused):
    """The event moves money, and the amount is zero or less."""

    code = "amount_not_positive"
    message = "Jumlah harus lebih dari nol."


class AmountNotAsAgreed(Refused):
    """The event's amount is fixed by the contract or by what is left, and differs."""

    code = "amount_not_as_agreed"
    message = "Jumlah harus {agreed}, bukan {amount}. Perbaiki jumlahnya."


class PaysMoreThanOwed(Refused):
    """A payment, waiver or recovery exceeds what is left."""

    code = "pays_more_than_owed"
    message = "Jumlah {amount} melebihi sisa kewajiban {left}. Terima paling banyak {left}."


class ReasonMissing(Refused):
    """A loss to the fund or a change of terms without its reason."""

    code = "reason_missing"
    message = "Tulis alasannya dahulu; tanpa alasan catatan ini tidak dapat disimpan."


class RestructureRaisesDebt(Refused):
    """New terms that ask for more than was left."""

    code = "restructure_raises_debt"
    message = (
        "Perubahan akad menaikkan utang dari {left} menjadi {new}. Pakai paling banyak {left}."
    )


class RestructureDropsDebt(Refused):
    """New terms that silently forget a part of the principal."""

    code = "restructure_drops_debt"
    message = (
        "Akad baru hanya memuat pokok {new} dari sisa {left}. "
        "Catat dahulu pembebasan (waived) untuk selisihnya."
    )


class OriginMissing(Refused):
    """It is not said where the thing handed over comes from."""

    code = "origin_missing"
    message = "Sebutkan asal yang diserahkan (from), salah satu dari: {choices}."


def require_positive(event: Event) -> None:
    """Refuse an event that should move money and moves none."""
    if event.amount <= 0:
        raise AmountNotPositive


def require_amount(event: Event, agreed: int, decimals: int) -> None:
    """Refuse an amount other than the agreed one."""
    if event.amount != agreed:
        raise AmountNotAsAgreed(
            agreed=money_text(agreed, decimals), amount=money_text(event.amount, decimals)
        )


def require_at_most(event: Event, left: int, decimals: int) -> None:
    """Refuse nothing at all, and more than is left."""
    require_positive(event)
    if event.amount > left:
        raise PaysMoreThanOwed(
            amount=money_text(event.amount, decimals), left=money_text(left, decimals)
        )


def require_origin(event: Event) -> str:
    """The role under `data["from"]` that what is handed over is taken from."""
    origin = event.data.get("from")
    if not isinstance(origin, str) or origin not in ORIGINS:
        raise OriginMissing(choices=", ".join(ORIGINS))
    return origin


def require_reason(event: Event) -> None:
    """Refuse an event without words under `data["reason"]`."""
    if not has_words(event.data.get("reason")):
        raise ReasonMissing


def has_words(value: object) -> bool:
    """Whether `value` is text that is not blank."""
    return isinstance(value, str) and bool(value.strip())
