"""The journal of every event of every contract kind, as `docs/accounting.md` prints it.

Played from the stories that accountants sign off, and from short ones here for what those leave
out; so the table can name nothing that the rules do not do.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from klaster.domain.ledger import charts
from klaster.rules.contracts import KINDS, heads
from klaster.rules.contracts.kind import Event
from klaster.rules.entry import RUPIAH, Transfer
from klaster.rules.refusal import Refused
from tests.rules import test_event_stories, test_stories

Story = tuple[str, Mapping[str, Any], list[Event]]
Journals = dict[tuple[str, str], dict[tuple[str, str, bool], None]]

MONTHLY = {"unit": "month", "every": 1, "start": "2012-01-01"}
LOAN = {"principal": "900", "instalments": 3, **MONTHLY}
SALE = {**LOAN, "margin": "90", "method": "flat"}
BULLS = {"species": "CATTLE", "males": 4, "base_value": "4000", "rule": "fattening_70_25_5"}
EWE = {"species": "SHEEP", "females": 1, "base_value": "900", "owed_females": 1,
       "deadline_months": 24}  # fmt: skip
SALAM = {"unit": "RICE_KG", "quantity": 10, "quality": "kering", "price": "900",
         "due_date": "2012-06-01"}  # fmt: skip
CROP = {"form": "mukhabarah", "unit": "RICE_KG", "inputs": "900", "inputs_first": True,
        "part_programme": 40, "part_farmer": 60}  # fmt: skip
SHARE = {"form": "mudharabah", "capital": "900", "nisbah_owner": 40, "nisbah_partner": 60,
         "instalments": 1, **MONTHLY}  # fmt: skip
RENT = {"principal": "900", "rent": "90", "useful_months": 9, "instalments": 3, **MONTHLY}
WHY = {"reason": "x"}


def on(day: int, kind: str, amount: int = 0, **data: Any) -> Event:
    """An event on a day of January 2012."""
    return Event(kind, date(2012, 1, day), amount, data)


def _lost(code: str, terms: Mapping[str, Any], *begin: Event) -> list[Story]:
    """Written off and recovered; forgiven; agreed anew: for a plan that is paid down."""
    paid, rest = on(3, "repaid", 330), 660
    again = {**terms, "principal": "600", "margin": "0", "method": "none", "instalments": 2}
    return [
        (code, terms, [*begin, paid, on(4, "written_off", rest, **WHY),
                       on(5, "recovered", rest)]),
        (code, terms, [*begin, on(3, "waived", 330, **WHY)]),
        (code, terms, [*begin, paid, on(4, "restructured", terms=again, **WHY)]),
    ]  # fmt: skip


STORIES: list[Story] = [
    *(
        (code, terms, [on(1, "cancelled", **WHY)])
        for code, terms in (
            ("qardh", LOAN), ("murabahah", SALE), ("conventional", SALE), ("profit_share", SHARE),
            ("salam", SALAM), ("crop_share", CROP), ("lease", RENT), ("livestock_share", BULLS),
            ("pass_on", EWE), ("grant", {"principal": "900"}),
        )
    ),
    ("qardh", LOAN, [on(1, "disbursed", 900), on(3, "paid_off", 900)]),
    ("grant", {"principal": "900"}, [on(1, "placed", 900, **{"from": "fund_cash"})]),
    *_lost("murabahah", SALE, on(1, "goods_bought", 900), on(2, "disbursed", 900)),
    *_lost("conventional", SALE, on(2, "disbursed", 900)),
    *(
        (code, {**SALE, "grace_principal": 2}, [
            on(1, "goods_bought", 900), on(1, "disbursed", 900), on(2, "repaid", 60),
            on(3, "paid_off", 870)])
        for code in ("murabahah", "conventional")
    ),
    ("lease", RENT, [on(1, "placed", 900, **{"from": "fund_cash"}), on(2, "depreciated", 90),
                     on(3, "written_off", 810, **WHY)]),
    ("livestock_share", BULLS, [
        on(1, "placed"), on(2, "sold", 1200, of="placed", males=1, received_by="keeper"),
        on(3, "repaid", 1000)]),
    ("pass_on", {**EWE, "losses": {"negligence": "charged"}, "females": 2}, [
        on(1, "placed"), on(2, "died", of="placed", females=1, cause="negligence"),
        on(3, "written_off", **WHY)]),
    ("salam", SALAM, [on(1, "disbursed", 900), on(2, "written_off", 900, **WHY)]),
    ("crop_share", CROP, [on(1, "inputs_given", 900, **{"from": "fund_cash"}),
                          on(2, "written_off", 900, **WHY)]),
    ("crop_share", {**CROP, "farmer_bears_pct": 50}, [
        on(1, "inputs_given", 900, **{"from": "fund_cash"}),
        on(2, "season_ended"), on(3, "written_off", 450, **WHY)]),
    ("crop_share", CROP, [on(1, "inputs_given", 900, **{"from": "fund_cash"}),
                          on(2, "harvested", quantity=4, price="1000", **{"in": "cash"})]),
    *(
        ("livestock_share", BULLS, [
            on(1, "placed"),
            on(2, loss, amount, of="placed", males=1, cause=cause)])
        for loss in heads.LOSSES for amount in (0, 1200) for cause in ("natural_death",
                                                                      "negligence")
    ),
    *(
        story
        for loss in heads.LOSSES
        for story in (
            ("livestock_share", {**BULLS, "rule": "alternate_dam_kept"}, [
                on(1, "placed"), on(2, "born", females=1), on(3, "divided", females=1),
                on(4, loss, of="owned", females=1, cause="unreported_sale")]),
            ("pass_on", {**EWE, "dam_freed_by": "first_pass_on", "owed_females": 2}, [
                on(1, "placed"), on(2, "born", females=2), on(3, "weaned", females=2),
                on(4, "passed_on", females=1), on(5, "title_passed"),
                on(6, loss, of="owned", females=1)]),
        )
    ),
    ("livestock_share", BULLS, [
        on(1, "placed"), on(2, "inspected", males=4), on(3, "returned", males=1),
        on(4, "died", of="placed", males=1, cause="negligence"), on(5, "written_off", **WHY)]),
    *(
        ("pass_on", {**EWE, "losses": {"negligence": borne, "disease": borne}}, [
            on(1, "placed"), on(2, loss, amount, of="placed", females=1, cause="negligence")])
        for loss in heads.LOSSES for amount in (0, 1200)
        for borne in ("waived", "charged", "shared", "insured")
    ),
]  # fmt: skip


def journals() -> Journals:
    """Return {(kind, event): (debit role, credit role, is rupiah)}, each pair once."""
    found: Journals = {}
    signed = (*test_stories.STORIES.values(), *test_event_stories.STORIES.values())
    for code, terms, events in [
        *((code, terms, told) for code, _, terms, told in signed),
        *STORIES,
    ]:
        for event, transfers in _play(code, terms, events):
            pairs = found.setdefault((code, event), {})
            pairs.update({(one.debit, one.credit, one.unit == RUPIAH): None for one in transfers})
    return found


def _play(
    code: str, values: Mapping[str, Any], events: Iterable[Event]
) -> Iterable[tuple[str, tuple[Transfer, ...]]]:
    kind, history = KINDS[code], ()
    terms = kind.read_terms(values)
    for event in events:
        try:
            outcome = kind.apply(terms, history, event)
        except Refused:
            continue
        history = (*history, event)
        yield event.kind, outcome.transfers


def journal_table() -> str:
    """Return the journals of all kinds as Markdown, debit / credit by role."""
    found, lines = journals(), []
    for code, kind in KINDS.items():
        lines += ["", f"#### {code}", "", "| event | rupiah | in kind |", "| --- | --- | --- |"]
        for event in kind.events:
            money, in_kind = _cell(found[code, event], True), _cell(found[code, event], False)
            lines.append(f"| {event} | {money} | {in_kind} |")
    return "\n".join(lines).strip()


def _cell(pairs: Iterable[tuple[str, str, bool]], is_money: bool) -> str:
    named = [f"{debit} / {credit}" for debit, credit, rupiah in sorted(pairs) if rupiah == is_money]
    return "<br>".join(named) or "–"


def chart_table() -> str:
    """Return every role with its line in each chart that ships, as Markdown."""
    lines = {chart: {line.role: line for line in charts.rows(chart)} for chart in charts.CHARTS}
    roles = dict.fromkeys(role for chart in lines.values() for role in chart)
    shown = [
        "| role | " + " | ".join(lines) + " | class |",
        "| --- |" + " --- |" * (len(lines) + 1),
    ]
    for role in roles:
        kept = [chart.get(role) for chart in lines.values()]
        cells = [f"{line.code} {line.name_en}" if line else "–" for line in kept]
        category = next(line.category for line in kept if line)
        shown.append(f"| {role} | " + " | ".join(cells) + f" | {category} |")
    return "\n".join(shown)
