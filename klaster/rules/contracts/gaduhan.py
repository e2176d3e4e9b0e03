"""Rule sets of gaduhan, raising another's livestock for a share, as found in practice.

Each names its source. They are data of `livestock_share`; a contract picks one by its code.
Pass-on practices (the first female offspring to another family) are terms of `pass_on`.
"""

from dataclasses import dataclass

KEEPER, OWNER, OFFICER = "keeper", "owner", "officer"

_KALTIM = (
    "Materi dinas peternakan Kutai/Kalimantan Timur tentang pola bagi hasil, "
    "https://text-id.123dok.com/document/lzgjjdj7z-pola-bagi-hasil-anak-keturunannya-dinilai-"
    "dengan-uang-hasilnya-dibagi-antara-pemilik-dan-selama-waktu-tertentu-hasil-keturunannya-"
    "berupa-anak-ke-1-diserahkan-kepada-penggaduh-selama-waktu-tertentu-hasil-keturunannya-"
    "berupa-anak-ke-1-diserahkan-kepada.html"
)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """How what comes of the animals is shared; parts are of a hundred, keeper, owner, officer.

    `turns`: to whom the first, second, … offspring goes in kind; from the start again, or with
    `ends_with_turns` not at all: then the placed animals are sold. `offspring_parts`: how the
    first, second, … sale of offspring is shared (the last goes for all later ones).
    `gain_parts`: how the price of a placed animal above its base value is shared; the base
    value is the owner's. `source` is where the practice is described.
    """

    code: str
    source: str
    turns: tuple[str, ...] = ()
    ends_with_turns: bool = False
    offspring_parts: tuple[tuple[int, int, int], ...] = ()
    gain_parts: tuple[int, int, int] = (0, 100, 0)

    def turn(self, n: int) -> str | None:
        """To whom the `n`th offspring (from 1) goes; None when none is divided any more."""
        if not self.turns or (self.ends_with_turns and n > len(self.turns)):
            return None
        return self.turns[(n - 1) % len(self.turns)]

    def parts_of_sale(self, n: int, divided: int) -> tuple[int, int, int] | None:
        """How the `n`th sale of offspring is shared after `divided` went in turn; None: not sold.

        Offspring that no rule speaks of is shared like a gain.
        """
        if self.offspring_parts:
            return self.offspring_parts[min(n, len(self.offspring_parts)) - 1]
        return None if self.turn(divided + 1) else self.gain_parts


RULE_SETS = {
    rule.code: rule
    for rule in (
        RuleSet("value_5050", _KALTIM, offspring_parts=((50, 50, 0),)),
        RuleSet("alternate_dam_kept", _KALTIM, turns=(KEEPER, OWNER)),
        RuleSet(
            "alternate_4_then_sell",
            _KALTIM,
            turns=(KEEPER, OWNER, KEEPER, OWNER),
            ends_with_turns=True,
            gain_parts=(50, 50, 0),
        ),
        RuleSet("fattening_70_25_5", _KALTIM, gain_parts=(70, 25, 5)),
        RuleSet(
            "sumedang_5050",
            "Survei 25 peternak, Sumedang: manfaat finansial pola kemitraan pembibitan sapi, "
            "https://adoc.pub/manfaat-finansial-pada-pola-kemitraan-usaha-pembibitan-sapi-.html",
            turns=(KEEPER, OWNER),
        ),
        RuleSet(
            "coop_80_20_70_30",
            "Koperasi Sahabat Damandiri, Bantul 2020, https://www.cendananews.com/2020/04/"
            "kelompok-ternak-ngudi-rejeki-targetkan-punya-4-anakan-baru.html",
            offspring_parts=((80, 20, 0), (70, 30, 0)),
        ),
    )
}
