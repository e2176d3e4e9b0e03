"""The whole story as workbooks, the same rows each time: `build` is `klaster demo build`.

One holds the records of the programme until its last year was closed, one the vouchers that turned
up late, one the end, one what was found in the years after, and one the records of another
institution.

"Dana yang digulirkan" is the cost of everything placed with mitra and groups, placed again
included, and of the assets that groups share; the last of these takes what is missing to the
published Rp 1.714.661.978.
"""

from pathlib import Path

from klaster.demo import (
    asking,
    cast,
    enterprise,
    farming,
    following,
    funding,
    late,
    leaving,
    livelihoods,
    livestock,
    mentoring,
    neighbour,
    savings,
    sharing,
    spending,
    workbook,
)
from klaster.demo.ledger import Story

ROLLED = 1_714_661_978  # published
LATE, END, AFTER = "susulan.xlsx", "serah-terima.xlsx", "pemantauan.xlsx"
OTHER = "lembaga-lain.xlsx"


def build(path: Path) -> dict[Path, int]:
    """Write the workbooks, the programme's to `path` and the others beside it; rows of each."""
    records, found_late, end, followed = tell()
    told = {
        path: records,
        path.with_name(LATE): found_late,
        path.with_name(END): end,
        path.with_name(AFTER): followed,
        path.with_name(OTHER): neighbour.tell(),
    }
    return {there: workbook.write(one, there) for there, one in told.items()}


def tell() -> tuple[Story, Story, Story, Story]:
    """The programme's records, the vouchers that turned up late, the end, and the years after."""
    story = Story()
    mitra = cast.set_the_stage(story)
    farmers, herders, traders = (
        [one for one in mitra if one.sector == sector] for sector in cast.SIZES
    )
    spending.spend(story)
    livestock.raise_animals(story, herders)
    farming.farm(story, farmers)
    loans = enterprise.trade(story, traders)
    livelihoods.keep_herds(story, herders)
    livelihoods.keep_shops(story, traders)
    sharing.build(story)
    sharing.build_house(story, ROLLED - story.rolled)
    savings.put_aside(story, mitra)
    mentoring.meet(story, mitra)
    households = asking.ask(story, mitra)
    funding.receive(story)
    events = story.sheets["Kejadian kontrak"]
    events.sort(key=lambda row: row["tanggal"])
    for n, row in enumerate(events, 1):
        row["nomor"] = f"KJ-{n:05}"
    leaving.found_cooperatives(story, mitra)
    leaving.adopt_rules(story)
    story.add("Tutup buku", program=leaving.PROGRAMME, sampai=late.CLOSED_UNTIL)
    found = list(following.rounds(mitra))
    followed = Story()
    following.follow(followed, found, story)
    asking.ask_after(followed, households, found)
    return story, late.found_late(loans), leaving.leave(mitra, loans), followed
