"""What is agreed on in a contract of each kind: the fields of its terms, as people say them.

Fields bear the names that `read_terms` of the kind reads; what is left out takes its default
there. Used to sign and to agree anew.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from klaster.domain.programme.models import Group
from klaster.rules import calendar, schedule, settlement
from klaster.rules.contracts import crop_share, gaduhan, heads, pass_on_terms, profit_share
from klaster.web.contracts.acts.events import PRODUCE, choice, count, flag
from klaster.web.contracts.acts.happening import as_json
from klaster.web.contracts.terms import NAMES, VALUES
from klaster.web.shared import inputs

Fields = Mapping[str, forms.Field]
FOLLOW_MEETINGS = "follow_meetings"
_ROUND = ("1", "100", "500", "1000", "5000", "10000")


def _rupiah(name: str, **options: Any) -> inputs.Rupiah:
    options.setdefault("label", NAMES.get(name, name))
    return inputs.Rupiah(**options)


def _number(name: str, **options: Any) -> inputs.Amount:
    options.setdefault("label", NAMES.get(name, name))
    return count(**options)


ROUNDING: Fields = {
    "rounding": forms.ChoiceField(
        label=_("Angsuran dibulatkan ke"),
        choices=[(step, f"Rp {int(step):,}".replace(",", ".")) for step in _ROUND],
        initial="1000",
    ),
}
TIMES: Fields = {
    "instalments": _number("instalments"),
    "every": _number("every", initial=1),
    "unit": choice("unit", ("month", "week", "day"), label=_("Satuan waktu"), initial="month"),
    "first_due": inputs.Day(
        label=_("Angsuran pertama"), required=False, help_text=_("Kosong: satu masa sesudah akad")
    ),
    FOLLOW_MEETINGS: flag(_("Jatuh tempo mengikuti hari pertemuan kelompok")),
}
GRACE: Fields = {
    "grace_principal": _number(
        "grace_principal", label=_("Angsuran pertama tanpa pokok (banyaknya)"), required=False
    ),
    "overpayment": choice(
        "overpayment", settlement.OVERPAYMENTS, label=_("Kelebihan bayar"), required=False
    ),
}
JOINTLY: Fields = {
    "tanggung_renteng": flag(
        _("Tanggung renteng"), help_text=_("Anggota kelompok ikut menanggung bila macet")
    ),
}
PLAN: Fields = {**TIMES, **ROUNDING, **GRACE}
MARGIN: Fields = {
    "margin": _rupiah("margin", label=_("Margin seluruhnya"), required=False),
    "method": choice("method", (schedule.FLAT,), label=_("Cara margin"), initial=schedule.FLAT),
}
RATE: Fields = {
    "annual_rate_pct": forms.DecimalField(
        label=_("Bunga setahun (persen)"), min_value=0, max_value=1000, decimal_places=4,
        required=False,
    ),
    "method": choice("method", schedule.METHODS, label=_("Cara bunga"), initial=schedule.FLAT),
}  # fmt: skip
ANIMALS: Fields = {
    "species": choice("species", heads.SPECIES),
    "females": _number("females", label=_("Betina (ekor)"), required=False),
    "males": _number("males", label=_("Jantan (ekor)"), required=False),
}

# Who bears a placed animal that is lost, cause by cause.
LOSSES: Fields = {
    cause: choice(
        cause,
        pass_on_terms.CONSEQUENCES,
        label=format_lazy(_("Bila {cause}"), cause=VALUES[cause]),
        initial=usual,
    )
    for cause, usual in pass_on_terms.USUAL_LOSSES.items()
}

TERMS: Mapping[str, Fields] = {
    "qardh": {"principal": _rupiah("principal", label=_("Pinjaman")), **PLAN, **JOINTLY},
    "murabahah": {
        "principal": _rupiah("principal", label=_("Harga pokok barang")),
        **MARGIN, **PLAN, **JOINTLY,
    },
    "profit_share": {
        "form": choice("form", profit_share.FORMS),
        "capital": _rupiah("capital"),
        "partner_capital": _rupiah(
            "partner_capital", required=False, help_text=_("Kosong pada mudharabah")
        ),
        "nisbah_owner": _number("nisbah_owner", help_text=_("Misalnya 40 dari 40 : 60")),
        "nisbah_partner": _number("nisbah_partner"),
        "nisbah_by_capital": flag(
            NAMES["nisbah_by_capital"], help_text=_("Hanya pada musyarakah menurun")
        ),
        **TIMES, "instalments": _number("instalments", label=_("Modal kembali dalam (kali)")),
        **ROUNDING,
    },
    "salam": {
        "unit": choice("unit", PRODUCE, label=_("Hasil panen")),
        "quantity": _number("quantity"),
        "quality": inputs.Words(label=_("Mutu yang disepakati"), longest=200),
        "price": _rupiah("price", label=_("Harga seluruhnya, dibayar di muka")),
        "due_date": inputs.Day(label=_("Tanggal serah")),
    },
    "crop_share": {
        "form": choice(
            "form", (crop_share.MUZARAAH, crop_share.MUKHABARAH),
            help_text=_("Muzaraah: benih dari pemilik lahan. Mukhabarah: benih dari penggarap."),
        ),
        "unit": choice("unit", PRODUCE, label=_("Hasil panen")),
        "inputs": _rupiah("inputs", label=_("Modal tanam paling banyak")),
        "inputs_first": flag(NAMES["inputs_first"], help_text=_("Bayar setelah panen (yarnen)")),
        "part_programme": _number("part_programme", least=0),
        "part_farmer": _number("part_farmer"),
        "part_landowner": _number("part_landowner", required=False),
        "farmer_bears_pct": _number("farmer_bears_pct", required=False),
    },
    "lease": {
        "principal": _rupiah("principal", label=_("Harga barang")),
        "rent": _rupiah("rent", label=_("Sewa setiap masa")),
        "useful_months": _number("useful_months"),
        "residual": _rupiah("residual", required=False),
        "passes_title": flag(NAMES["passes_title"]),
        **TIMES, "instalments": _number("instalments", label=_("Banyak masa sewa")),
    },
    "livestock_share": {
        **ANIMALS,
        "base_value": _rupiah("base_value", label=_("Nilai dasar ternak")),
        "rule": choice("rule", tuple(gaduhan.RULE_SETS)),
    },
    "pass_on": {
        **ANIMALS,
        "base_value": _rupiah("base_value", label=_("Nilai dasar ternak")),
        "owed_females": _number("owed_females", required=False),
        "owed_males": _number("owed_males", required=False),
        "either_sex": flag(NAMES["either_sex"]),
        "deadline_months": _number("deadline_months"),
        "to": choice(
            "to", (pass_on_terms.GROUP, pass_on_terms.CLUSTER, pass_on_terms.COOPERATIVE)
        ),
        "min_age_months": _number("min_age_months", required=False),
        "min_weight_kg": forms.DecimalField(
            label=NAMES["min_weight_kg"], min_value=0, max_value=2000, decimal_places=1,
            required=False,
        ),
        "cash_price": _rupiah("cash_price", required=False, help_text=_("Untuk setiap ekor")),
        "twins": choice("twins", (pass_on_terms.ALL_COUNT, pass_on_terms.ONE_PER_LITTER)),
        "death_before_weaning": choice(
            "death_before_weaning", (pass_on_terms.STILL_OWED, pass_on_terms.WAIVED_EACH)
        ),
        "dam_freed_by": choice(
            "dam_freed_by", (pass_on_terms.OBLIGATION_MET, pass_on_terms.FIRST_PASS_ON)
        ),
        "keeper_pct": _number(
            "keeper_pct", required=False, help_text=_("Bila kerugian ditanggung bersama; 50")
        ),
        **LOSSES,
    },
    "grant": {
        "principal": _rupiah("principal", label=_("Nilai hibah"), required=False),

            **ANIMALS,
            "species": choice("species", heads.SPECIES, required=False)
        ,
    },
    "conventional": {"principal": _rupiah("principal", label=_("Pinjaman")), **RATE, **PLAN},
}  # fmt: skip

ABOUT: Mapping[str, Any] = {
    "qardh": _("Pinjaman uang yang kembali sebesar pokoknya."),
    "murabahah": _("Barang dibeli dahulu, lalu dijual dengan margin yang disepakati."),
    "profit_share": _("Modal usaha; hasil dibagi menurut nisbah dari laporan usaha."),
    "salam": _("Hasil panen dibayar di muka, diserahkan kemudian."),
    "crop_share": _("Modal tanam dahulu, panen dibagi menurut bagian."),
    "lease": _("Barang disewakan, dapat berakhir menjadi milik mitra."),
    "livestock_share": _("Mitra memelihara ternak dana dan mendapat bagian."),
    "pass_on": _("Mitra menggulirkan anak ternak, lalu memiliki induknya."),
    "grant": _("Menjadi milik mitra saat diserahkan."),
    "conventional": _("Pinjaman lama yang dibawa dari lembaga lain."),
}


def terms(
    kind_fields: Fields, given: Mapping[str, Any], start: date, weekday: int | None
) -> dict[str, Any]:
    """The terms that fields say, as the kind's `read_terms` reads them.

    `weekday` is the day the group meets, 1 for Monday; None: it has none.
    """
    said = as_json(kind_fields, {name: given.get(name) for name in kind_fields})
    if said.pop(FOLLOW_MEETINGS, False) and weekday:
        said["calendar"] = {"shift": calendar.FORWARD, "weekday": weekday - 1}
    if "instalments" in kind_fields:
        said["start"] = start.isoformat()
    losses = {cause: said.pop(cause) for cause in LOSSES if cause in said}
    return {**said, "losses": losses} if losses else said


def meeting_day(organisation_id: UUID, group: UUID | None) -> int | None:
    """The day on which a group, by its party, meets: 1 for Monday; None: it has none."""
    if group is None:
        return None
    groups = Group.objects.filter(organisation_id=organisation_id, party_id=group)
    return groups.values_list("weekday", flat=True).first()
