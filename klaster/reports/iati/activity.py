"""The IATI file of a programme: `facts` written as an iati-activity of version 2.03.

Codes are those of the standard's code lists (https://iatistandard.org/en/iati-standard/203/codelists/).
What they ask for and Klaster does not know, who is told by `Publisher`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from django.utils.translation import gettext as _
from django.utils.translation import override

from klaster.domain.programme.models import BudgetLine, FundSource, Programme
from klaster.reports.iati.facts import Counted, Facts, Transaction, donor
from klaster.rules.refusal import BadField

VERSION = "2.03"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGES = ("id", "en")
COUNTRY = "ID"  # every area of `places` lies in Indonesia (ISO 3166-1)

GENERAL, OTHER = "1", "4"  # DescriptionType
FUNDING, ACCOUNTABLE, IMPLEMENTING = "1", "2", "4"  # OrganisationRole
TRANSACTION_TYPES = {"incoming": "1", "disbursement": "3", "expenditure": "4"}
STATUSES = {  # ActivityStatus: implementation, finalisation, closed
    Programme.Status.RUNNING: "2",
    Programme.Status.EXITED: "3",
    Programme.Status.CLOSED: "4",
}
PIPELINE = "1"
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"  # ActivityDateType
OUTPUT, OUTCOME, UNIT = "1", "2", "1"  # ResultType, IndicatorMeasure

_REF = re.compile(r"[^\s/&|?]+")
_PURPOSE = re.compile(r"[0-9]{5}", re.ASCII)

Words = Callable[[], str]  # a sentence in the language that is active when it is asked


@dataclass(frozen=True, slots=True)
class Publisher:
    """What the standard asks for and only the publisher knows.

    `ref` is the organisation's IATI identifier, `type` its OrganisationType, `sectors` OECD DAC
    purpose codes with their percentages, which add up to 100. `activity` is the activity's
    identifier; "" is `ref`, a hyphen and the programme's code. `title_en` may be "".
    """

    ref: str
    type: str
    sectors: Mapping[str, int]
    activity: str = ""
    title_en: str = ""

    def __post_init__(self) -> None:
        """Raise `BadField` for what the standard's rules would refuse."""
        for name, ref in (("reporting-ref", self.ref), ("activity", self.activity or self.ref)):
            if not _REF.fullmatch(ref):
                raise BadField(field=name, reason="tanpa spasi dan tanpa tanda / & | ?")
        if self.activity == self.ref:
            raise BadField(field="activity", reason="harus lain dari pengenal lembaga")
        if not self.type.isdigit():
            raise BadField(field="org-type", reason="kode OrganisationType, misalnya 22")
        if not self.sectors or not all(_PURPOSE.fullmatch(code) for code in self.sectors):
            raise BadField(field="sector", reason="kode tujuan OECD DAC, lima angka")
        if sum(self.sectors.values()) != 100 or min(self.sectors.values()) < 0:
            raise BadField(field="sector", reason="persentasenya harus berjumlah 100")


def xml(facts: Facts, publisher: Publisher) -> bytes:
    """Return the activity file; same facts, same bytes."""
    root = Element("iati-activities", {"version": VERSION, "generated-datetime": _moment(facts.on)})
    _activity(root, facts, publisher)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _activity(root: Element, facts: Facts, publisher: Publisher) -> None:
    """The parts of an activity, in the order the schema asks for."""
    activity = SubElement(
        root,
        "iati-activity",
        {"last-updated-datetime": _moment(facts.on), LANG: "id", "default-currency": "IDR"},
    )
    identifier = publisher.activity or f"{publisher.ref}-{facts.programme.code}"
    SubElement(activity, "iati-identifier").text = identifier
    reporting = {"ref": publisher.ref, "type": publisher.type}
    _narrative(SubElement(activity, "reporting-org", reporting), facts.organisation.name)
    title = SubElement(activity, "title")
    _narrative(title, facts.programme.name)
    if publisher.title_en:
        _narrative(title, publisher.title_en, "en")
    _said(SubElement(activity, "description", {"type": GENERAL}), lambda: _description(facts))
    if facts.programme.is_illustration:
        _said(SubElement(activity, "description", {"type": OTHER}), _made_up)
    _organisations(activity, facts, publisher)
    _status_and_dates(activity, facts)
    SubElement(activity, "recipient-country", {"code": COUNTRY})
    _narrative(SubElement(SubElement(activity, "location"), "name"), ", ".join(facts.places))
    for code, percentage in publisher.sectors.items():
        given = {"vocabulary": "1", "code": code, "percentage": str(percentage)}
        SubElement(activity, "sector", given)
    for span in facts.budget:
        budget = SubElement(activity, "budget")
        _period(budget, span.first, span.last)
        value = SubElement(budget, "value", {"value-date": span.first.isoformat()})
        value.text = str(span.amount)
    for transaction in facts.transactions:
        _transaction(activity, transaction, facts, identifier)
    _results(activity, facts)


def _organisations(activity: Element, facts: Facts, publisher: Publisher) -> None:
    """Who funds, who answers for it, and who carries it out; each once."""
    named = sorted({donor(source) for source in facts.sources} - {""})
    for name in named:
        _narrative(SubElement(activity, "participating-org", {"role": FUNDING}), name)
    hidden = [source for source in facts.sources if not donor(source)]
    for restriction in sorted({source.restriction for source in hidden}):
        giving = SubElement(activity, "participating-org", {"role": FUNDING})
        _said(giving, partial(_givers, restriction))
    own = {"ref": publisher.ref, "type": publisher.type}
    implementers = {
        sector.implementer.id: sector.implementer.name
        for sector in facts.sectors
        if sector.implementer and sector.implementer.id != facts.organisation.id
    }
    roles = (ACCOUNTABLE,) if implementers else (ACCOUNTABLE, IMPLEMENTING)
    for role in roles:
        answering = SubElement(activity, "participating-org", {"role": role, **own})
        _narrative(answering, facts.organisation.name)
    for name in sorted(implementers.values()):
        _narrative(SubElement(activity, "participating-org", {"role": IMPLEMENTING}), name)


def _status_and_dates(activity: Element, facts: Facts) -> None:
    programme, on = facts.programme, facts.on
    has_begun = programme.starts_on <= on
    exited_on = programme.exited_on if (programme.exited_on or on) <= on else None
    status = Programme.Status(programme.status) if exited_on else Programme.Status.RUNNING
    code = STATUSES[status] if has_begun else PIPELINE
    SubElement(activity, "activity-status", {"code": code})
    dates = [(ACTUAL_START if has_begun else PLANNED_START, programme.starts_on)]
    if programme.ends_on:
        dates.append((PLANNED_END, programme.ends_on))
    if exited_on:
        dates.append((ACTUAL_END, exited_on))
    for type_, day in dates:
        SubElement(activity, "activity-date", {"type": type_, "iso-date": day.isoformat()})


def _transaction(activity: Element, told: Transaction, facts: Facts, identifier: str) -> None:
    transaction = SubElement(activity, "transaction")
    SubElement(transaction, "transaction-type", {"code": TRANSACTION_TYPES[told.step]})
    day = told.on.isoformat()
    SubElement(transaction, "transaction-date", {"iso-date": day})
    SubElement(transaction, "value", {"value-date": day}).text = str(told.amount)
    if told.step == "incoming":
        source = next(source for source in facts.sources if source.code == told.about)
        _narrative(SubElement(transaction, "description"), source.name)
        provider = SubElement(transaction, "provider-org")
        if name := donor(source):
            _narrative(provider, name)
        else:
            _said(provider, partial(_givers, source.restriction))
    elif told.step == "disbursement":
        _said(SubElement(transaction, "description"), _placed)
    else:
        kind = BudgetLine.Kind(told.about)
        _said(SubElement(transaction, "description"), lambda: str(kind.label))


def _results(activity: Element, facts: Facts) -> None:
    """What was built up, and what became of the mitra; numbers that point at somebody are left out.

    Each sector is a dimension of its indicator; a mitra in two sectors is counted in both.
    """
    built = (
        (facts.groups, lambda: _("Kelompok yang berjalan")),
        (facts.cooperatives, lambda: _("Koperasi yang menerima serah terima")),
    )
    result = _result(activity, OUTPUT, lambda: _("Lembaga yang terbentuk"))
    for number, words in built:
        _actual(_indicator(result, words, facts), number)
    result = _result(activity, OUTCOME, lambda: _("Kemandirian mitra"))
    for count, words in _COUNT_WORDS.items():
        told = [each for each in facts.counted if each.count == count]
        if told:
            period = _indicator(result, words, facts)
            for each in told:
                _actual(period, each.mitra, each)
    if result.find("indicator") is None:
        activity.remove(result)


_COUNT_WORDS: Mapping[str, Words] = {
    "independent": lambda: _("Mitra yang sudah mandiri, dihitung per sektor"),
    "accompanied": lambda: _("Mitra yang belum mandiri, dihitung per sektor"),
    "left": lambda: _("Mitra yang keluar, dihitung per sektor"),
}


def _result(activity: Element, type_: str, words: Words) -> Element:
    result = SubElement(activity, "result", {"type": type_})
    _said(SubElement(result, "title"), words)
    return result


def _indicator(result: Element, words: Words, facts: Facts) -> Element:
    """An indicator counted in units; returns its one period, from the start until today."""
    indicator = SubElement(result, "indicator", {"measure": UNIT})
    _said(SubElement(indicator, "title"), words)
    period = SubElement(indicator, "period")
    _period(period, facts.programme.starts_on, max(facts.on, facts.programme.starts_on))
    return period


def _actual(period: Element, number: int, counted: Counted | None = None) -> None:
    actual = SubElement(period, "actual", {"value": str(number)})
    if counted and counted.sector:
        SubElement(actual, "dimension", {"name": "sector", "value": counted.sector})


def _period(parent: Element, first: date, last: date) -> None:
    SubElement(parent, "period-start", {"iso-date": first.isoformat()})
    SubElement(parent, "period-end", {"iso-date": last.isoformat()})


def _description(facts: Facts) -> str:
    return _("Program pemberdayaan di {place} sejak {since}, di sektor {sectors}.").format(
        place=", ".join(facts.places),
        since=facts.programme.starts_on.year,
        sectors=", ".join(sector.name for sector in facts.sectors) or "-",
    )


def _made_up() -> str:
    return _("Program ini contoh: angka dan namanya sebagian rekaan.")


def _placed() -> str:
    return _("Disalurkan kepada mitra, termasuk dana yang digulirkan kembali.")


def _givers(restriction: str) -> str:
    """The donors of a kind of money, where none of them may be named."""
    kind = FundSource.Restriction(restriction).label
    return _("Para penyumbang ({kind})").format(kind=kind)


def _said(parent: Element, words: Words) -> None:
    """A sentence of the product's own, in each language."""
    for language in LANGUAGES:
        with override(language):
            _narrative(parent, words(), language)


def _narrative(parent: Element, text: str, language: str = "id") -> None:
    """Words as they are on record; what XML cannot hold becomes a space."""
    narrative = SubElement(parent, "narrative", {LANG: language})
    narrative.text = "".join(letter if letter.isprintable() else " " for letter in text)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00"
