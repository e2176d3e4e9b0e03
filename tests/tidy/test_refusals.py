"""A refusal's reason is a sentence that can be translated: a literal, with its fields beside it."""

import ast
import importlib.util

from tests.tidy.source import PACKAGE, ROOT, calls, python_files, tree, where

LISTED = importlib.util.spec_from_file_location("translations", ROOT / "locale/translations.py")
BASES = {"Explained", "BadField"}


def explained():
    """The refusals with a reason of their own, from the classes themselves."""
    return {
        node.name
        for path in python_files(PACKAGE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id in BASES for base in node.bases)
    }


def test_the_sentences_collected_are_those_of_every_refusal_with_a_reason():
    assert LISTED
    translations = importlib.util.module_from_spec(LISTED)
    LISTED.loader.exec_module(translations)
    assert explained() == translations.EXPLAINED


def test_a_reason_is_written_out_where_it_is_raised():
    names = explained()
    assert [
        where(path, call)
        for path in python_files(PACKAGE)
        for call, name in calls(path)
        if name in names
        for given in call.keywords
        if given.arg == "reason" and not isinstance(given.value, ast.Constant)
    ] == []
