"""What a livestock pass-on refuses, and what to do instead."""

from klaster.rules.refusal import Refused


class OffspringNotWeaned(Refused):
    """Offspring is to be passed on before it is weaned."""

    code = "offspring_not_weaned"
    message = (
        "Baru {weaned} anak yang sudah disapih. Tunggu penyapihan, lalu catat kejadian weaned "
        "sebelum menggulirkan."
    )


class OffspringTooSmall(Refused):
    """Offspring has neither the age nor the weight that the contract asks for."""

    code = "offspring_too_small"
    message = (
        "Anak yang digulirkan harus berumur sedikitnya {months} bulan atau berbobot sedikitnya "
        "{kg} kg. Catat umur (age_months) atau bobotnya (weight_kg) bila sudah cukup."
    )


class OnePerLitter(Refused):
    """Of twins only one may be passed on, and no further litter has been born."""

    code = "one_per_litter"
    message = (
        "Menurut akad hanya satu anak per kelahiran yang digulirkan; baru {litters} kelahiran. "
        "Tunggu kelahiran berikutnya."
    )


class ObligationAlreadyMet(Refused):
    """More is to be passed on, substituted or waived than is still owed."""

    code = "obligation_already_met"
    message = (
        "Kewajiban bergulir tinggal {owed} ekor, diminta {asked}. Selebihnya milik mitra: "
        "bila kewajiban sudah habis, catat fulfilled."
    )


class ObligationNotMet(Refused):
    """Title is to pass while offspring or cash is still owed."""

    code = "obligation_not_met"
    message = (
        "Mitra masih berkewajiban {owed} ekor dan {money}. Gulirkan, ganti atau bebaskan dahulu."
    )


class DamNotFree(Refused):
    """Title to the dam is to pass before what frees it has happened."""

    code = "dam_not_free"
    message = "Induk belum bebas menurut akad. Gulirkan dahulu anak yang menjadi syaratnya."


class NoFemaleHeld(Refused):
    """A birth or a mating without any female with the keeper."""

    code = "no_female_held"
    message = "Tidak ada betina pada mitra. Periksa kontrak yang dimaksud."


class CashNotAgreed(Refused):
    """Cash is offered instead of offspring, and the contract names no price."""

    code = "cash_not_agreed"
    message = "Akad tidak menyebut harga pengganti. Terima ternak, atau ubah akadnya dahulu."


class SoldBeforeObligation(Refused):
    """A sale would leave fewer offspring than are still owed."""

    code = "sold_before_obligation"
    message = (
        "Anak yang tersisa tidak cukup untuk kewajiban {owed} ekor. Gulirkan dahulu; bila sudah "
        "terlanjur dijual, catat sebabnya unreported_sale."
    )
