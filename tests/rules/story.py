"""A contract told as text: its terms, its schedule, and what each event moved between roles."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from klaster.rules.contracts import KINDS
from klaster.rules.contracts.kind import Event, Instalment, Outcome
from klaster.rules.entry import RUPIAH
from klaster.rules.refusal import Refused
from klaster.rules.wording import date_text, number_text

Balances = dict[tuple[str, str], int]


def on(text: str) -> date:
    """A day from 2013-12-31."""
    return date.fromisoformat(text)


def play(code: str, values: Mapping[str, Any], events: Sequence[Event]) -> list[Outcome]:
    """The outcomes of events that are all accepted."""
    kind, outcomes = KINDS[code], []
    terms = kind.read_terms(values)
    for i, event in enumerate(events):
        outcomes.append(kind.apply(terms, tuple(events[:i]), event))
    assert list(kind.replay(terms, events)) == outcomes
    return outcomes


def balances(outcomes: Sequence[Outcome]) -> Balances:
    """Debit minus credit of each (role, unit), zeros left out."""
    found: Balances = {}
    for outcome in outcomes:
        for move in outcome.transfers:
            debit, credit = (move.debit, move.unit), (move.credit, move.unit)
            found[debit] = found.get(debit, 0) + move.amount
            found[credit] = found.get(credit, 0) - move.amount
    return {key: amount for key, amount in found.items() if amount}


def tell(code: str, title: str, values: Mapping[str, Any], events: Sequence[Event]) -> str:
    """The story; a refused event is told with its reason and leaves nothing behind."""
    kind = KINDS[code]
    terms = kind.read_terms(values)
    decimals = terms.common.decimals
    lines = [title, "=" * len(title), f"Akad {code}"]
    lines += [f"  {name}: {value}" for name, value in values.items()]
    lines += ["", *_schedule(kind.schedule(terms), decimals), "Kejadian"]
    history: tuple[Event, ...] = ()
    outcomes: list[Outcome] = []
    for event in events:
        before = kind.terms_now(terms, history)
        lines += ["", *_heading(event, decimals)]
        try:
            outcome = kind.apply(terms, history, event)
        except Refused as refused:
            lines.append(f"  DITOLAK ({refused.code}): {refused}")
            continue
        history, outcomes = (*history, event), [*outcomes, outcome]
        lines += _outcome(outcome, kind.owed(terms, history), decimals)
        if kind.terms_now(terms, history) != before:
            lines += ["", *_schedule(kind.schedule(kind.terms_now(terms, history)), decimals)]
    lines += ["", "Saldo akhir per peran (debit positif)"]
    lines += [
        f"  {role:<26}{unit:<8}{_figure(amount, unit, decimals):>16}"
        for (role, unit), amount in sorted(balances(outcomes).items())
    ]
    return "\n".join(lines).rstrip() + "\n"


def _schedule(rows: Sequence[Instalment], decimals: int) -> list[str]:
    if not rows:
        return ["Tidak ada jadwal", ""]
    heads = f"{'n':>4}  {'jatuh tempo':<18}" + "".join(
        f"{head:>15}" for head in ("pokok", "margin", "jumlah", "sisa pokok")
    )
    lines, left = ["Jadwal", heads], sum(row.principal for row in rows)
    for row in rows:
        left -= row.principal
        figures = (row.principal, row.margin, row.total, left)
        lines.append(
            f"{row.n:>4}  {date_text(row.due_date):<18}"
            + "".join(f"{number_text(figure, decimals):>15}" for figure in figures)
        )
    totals = (sum(r.principal for r in rows), sum(r.margin for r in rows))
    figures = (*totals, sum(totals))
    lines.append(" " * 24 + "".join(f"{number_text(figure, decimals):>15}" for figure in figures))
    return [*lines, ""]


def _heading(event: Event, decimals: int) -> list[str]:
    said = f"{date_text(event.on)}: {event.kind}"
    if event.amount:
        said += f" {number_text(event.amount, decimals)}"
    return [said, *(f"  {name}: {value}" for name, value in event.data.items())]


def _outcome(outcome: Outcome, owed: Mapping[str, int], decimals: int) -> list[str]:
    lines = [
        f"  D {move.debit:<26}K {move.credit:<26}{move.unit:<8}"
        f"{_figure(move.amount, move.unit, decimals):>16}"
        for move in outcome.transfers
    ]
    for each in outcome.settlements:
        principal = number_text(each.principal, decimals)
        margin = number_text(each.margin, decimals)
        lines.append(f"  angsuran {each.n}: pokok {principal}, margin {margin}")
    rest = ", ".join(f"{unit} {_figure(amount, unit, decimals)}" for unit, amount in owed.items())
    return [*lines, f"  status {outcome.status}, sisa kewajiban {rest or 'tidak ada'}"]


def _figure(amount: int, unit: str, decimals: int) -> str:
    return number_text(amount, decimals if unit == RUPIAH else 0)
