"""Parties that the tests of the register enrol."""

from klaster.domain.registry import commands as registry
from tests.conftest import TODAY, id_of


def person(name="Siti Aminah", key="", **known):
    return registry.NewParty(id=id_of("party", key or name), kind="person", name=name, **known)


def group(name="Kelompok Melati"):
    return registry.NewParty(id=id_of("party", name), kind="group", name=name)


def enrol(by, *rows):
    return registry.enrol_many(by=by, on=TODAY, rows=rows)
