"""Adopting the rules of readiness: checked to be answerable, and never changed afterwards."""

from datetime import date
from uuid import UUID

from klaster.domain.access.acts import Actor, command
from klaster.domain.access.once import SentBefore
from klaster.domain.graduation import inputs, readiness
from klaster.domain.graduation.models import RuleSet
from klaster.domain.surveys import queries as surveys
from klaster.domain.surveys import shipped as instruments
from klaster.rules.refusal import BadField
from klaster.rules.scoring import readiness as rules_of
from klaster.rules.scoring import readiness_json


@command("graduation.adopt_rules")
def adopt_rules(*, by: Actor, on: date, id: UUID, rules: rules_of.RuleSet) -> RuleSet:
    """Make a rule set the organisation's own from a day.

    The same version again returns what stands. Raises `SentBefore` where it says something else,
    `BadField` for an input that nobody could answer, or for worship that is not marked as such.
    """
    _require_answerable(by, rules)
    content = readiness_json.write(rules)
    adopted, is_new = RuleSet.objects.get_or_create(
        organisation_id=by.organisation_id,
        code=rules.code,
        version=rules.version,
        defaults={"id": id, "level": rules.level.value, "content": content, "valid_from": on},
    )
    if not is_new and adopted.content != content:
        raise SentBefore(what=RuleSet._meta.verbose_name, fields="version", before=adopted)
    return adopted


def _require_answerable(by: Actor, rules: rules_of.RuleSet) -> None:
    known = readiness.names(rules.level)
    for n, one in enumerate(rules.criteria, 1):
        for field, name in (("input", one.input), ("applies_if", one.applies_if)):
            if name.startswith(inputs.SURVEY):
                if _is_sensitive(by, name) and not one.is_spiritual:
                    raise BadField(
                        field=f"criteria.{n}.is_spiritual",
                        reason="pertanyaan ini menyangkut ibadah; tandai sebagai data ibadah",
                    )
            elif name and name not in known:
                raise BadField(
                    field=f"criteria.{n}.{field}",
                    reason="tidak dikenal; yang dikenal: {known}",
                    known=", ".join(known),
                )


def _is_sensitive(by: Actor, name: str) -> bool:
    """Whether an input is an answer about worship, in the adopted or the shipped instrument."""
    _survey, code, question = name.split(".")
    adopted = surveys.adopted(by.organisation_id, code)
    if adopted is not None:
        asked = [surveys.definition(adopted)]
    else:
        asked = [one for (known, _), one in instruments.instruments().items() if known == code]
    return any(one.id == question and one.is_sensitive for each in asked for one in each)
