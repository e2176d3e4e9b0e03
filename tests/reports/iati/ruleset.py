"""The rules of IATI's standard ruleset, evaluated over an activity file.

The rule types are those the ruleset's own documentation describes. Not evaluated: the one rule that
asks whether a reference begins with a registered agency's code, a list that the file lacks.
"""

import json
import re
from datetime import date, timedelta

LIST_OF_AGENCIES = "ORG-ID-PREFIX"
YEAR = timedelta(days=366)


def broken(tree, ruleset, today):
    """The ids of the rules that the file breaks: (errors, warnings)."""
    found = {"error": set(), "warning": set()}
    for context, rules in json.loads(ruleset.read_text()).items():
        for element in tree.xpath(context):
            for case in failing(element, rules, today):
                found[case["ruleInfo"]["severity"]].add(case["ruleInfo"]["id"])
    return found["error"], found["warning"]


def failing(element, rules, today):
    for kind, rule in rules.items():
        for case in rule["cases"]:
            if kind == "loop":
                for value in dict.fromkeys(texts(element, case["foreach"])):
                    yield from failing(element, filled(case["do"], value), today)
            elif element.xpath(case.get("condition", "true()")) and not KINDS[kind](
                element, case, today
            ):
                yield case


def filled(rules, value):
    return json.loads(json.dumps(rules).replace("$1", value))


def texts(element, *paths):
    found = [one for path in paths for one in element.xpath(path)]
    return [one if isinstance(one, str) else one.text or "" for one in found]


def is_true(element, path):
    return bool(element.xpath(path))


def at_least_one(element, case, _today):
    return any(element.xpath(path) for path in case["paths"])


def no_more_than_one(element, case, _today):
    return sum(len(element.xpath(path)) for path in case["paths"]) <= 1


def one_or_all(element, case, _today):
    of_all = {
        "lang": ".//narrative[not(@xml:lang)]",
        "sector": "transaction[not(sector)]",
        "currency": ".//value[not(@currency)]",
    }
    return is_true(element, case["one"]) or not element.xpath(of_all[case["all"]])


def unique(element, case, _today):
    found = texts(element, *case["paths"])
    return len(found) == len(set(found))


def starts_with(element, case, _today):
    if LIST_OF_AGENCIES in case["prefix"]:
        return True
    beginnings = tuple(
        prefix + case.get("separator", "") for prefix in texts(element, *case["prefix"])
    )
    return all(text.startswith(beginnings) for text in texts(element, *case["paths"]))


def matches(element, case, _today):
    return all(re.search(case["regex"], text) for text in texts(element, *case["paths"]))


def no_spaces(element, case, _today):
    return all(text == text.strip() for text in texts(element, *case["paths"]))


def days(element, path, today):
    if path == "NOW":
        return [today]
    return [date.fromisoformat(text[:10]) for text in texts(element, path)]


def date_order(element, case, today):
    return all(
        less <= more
        for less in days(element, case["less"], today)
        for more in days(element, case["more"], today)
    )


def date_now(element, case, today):
    return all(day <= today for day in days(element, case["date"], today))


def time_limit(element, case, today):
    return all(
        end - start <= YEAR
        for start in days(element, case["start"], today)
        for end in days(element, case["end"], today)
    )


def if_then(element, case, _today):
    return not is_true(element, case["if"]) or is_true(element, case["then"])


def strict_sum(element, case, _today):
    return sum(float(text) for text in texts(element, *case["paths"])) == case["sum"]


def within(element, case, _today):
    return all(case["min"] <= float(text) <= case["max"] for text in texts(element, *case["paths"]))


KINDS = {
    "atleast_one": at_least_one,
    "date_now": date_now,
    "date_order": date_order,
    "if_then": if_then,
    "no_more_than_one": no_more_than_one,
    "no_spaces": no_spaces,
    "one_or_all": one_or_all,
    "range": within,
    "regex_matches": matches,
    "startswith": starts_with,
    "strict_sum": strict_sum,
    "time_limit": time_limit,
    "unique": unique,
}
