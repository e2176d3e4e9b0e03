"""Collects the sentences users see, compiles their translations, and checks that none is missing.

The source language is Indonesian: a sentence in the code is its own translation, and only the
other languages have a catalogue here. Run by make (`messages`, `check`) without gettext's programs.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent / "klaster"
CATALOGUES = sorted(HERE.glob("*/LC_MESSAGES/django.po"))
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
# Refusals whose `reason` is translated (klaster.rules.refusal.Explained); a test keeps the list.
EXPLAINED = {
    "BadArea",
    "BadExpression",
    "BadField",
    "BadInstrument",
    "BadParameter",
    "FixedReturnRefused",
    "MarginRefused",
}
Sentence = str | tuple[str, ...]
FIELD = re.compile(r"%\(\w+\)s|\{\w*\}")


def found() -> Iterator[tuple[Path, tuple[Sentence, str | None]]]:
    """Every sentence in the package: the file it stands in, and (singular, plural…) and context."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            text = path.read_text()
            yield from ((path, (message, None)) for message in refusals(text))
            yield from ((path, (reason, None)) for reason in reasons(text))
            yield from ((path, message) for message in wrapped("python", text))
        elif path.suffix == ".html":
            yield from ((path, message) for message in wrapped("javascript", as_code(path)))
        elif path.suffix == ".js":
            yield from ((path, message) for message in wrapped("javascript", path.read_text()))


def wrapped(language: str, text: str) -> Iterator[tuple[Sentence, str | None]]:
    """The arguments of gettext and its sisters."""
    for _, message, _, context in extract(language, io.BytesIO(text.encode()), KEYWORDS):
        yield message, context


def refusals(text: str) -> Iterator[str]:
    """The `message` of each refusal; pure rules cannot wrap it, the face that shows it does."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.ClassDef):
            continue
        for line in node.body:
            targets = line.targets if isinstance(line, ast.Assign) else []
            targets = [line.target] if isinstance(line, ast.AnnAssign) else targets
            if any(isinstance(target, ast.Name) and target.id == "message" for target in targets):
                yield ast.literal_eval(line.value)


def reasons(text: str) -> Iterator[str]:
    """The `reason` of each refusal where it is raised; it is translated with the message."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
        name = name.id if isinstance(name, ast.Name) else name
        for given in node.keywords if name in EXPLAINED else ():
            if given.arg == "reason" and isinstance(given.value, ast.Constant):
                yield str(given.value.value)


def as_code(path: Path) -> str:
    """A template as calls of gettext with the rest blanked out, by Django's own reading of it."""
    from django.utils.translation.template import templatize

    code: str = templatize(path.read_text(), origin=str(path))
    return code


def template() -> Catalog:
    """All sentences, with the files they stand in but no line numbers, which change too often."""
    catalogue = Catalog()
    for path, (message, context) in found():
        place = [(path.relative_to(PACKAGE.parent).as_posix(), 1)]
        catalogue.add(message, locations=place, context=context)
    return catalogue


def collect() -> int:
    """Brings each catalogue up to date: new sentences untranslated, unused ones gone."""
    for path in CATALOGUES:
        catalogue = read(path)
        catalogue.update(template(), no_fuzzy_matching=True)
        with path.open("wb") as file:
            pofile.write_po(
                file,
                catalogue,
                width=100,
                omit_header=True,
                sort_output=True,
                ignore_obsolete=True,
                include_lineno=False,
            )
    return 0


def compile_all() -> int:
    """Writes beside each catalogue what Django reads, if it is older."""
    for path in CATALOGUES:
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            with compiled.open("wb") as file:
                write_mo(file, read(path))
    return 0


def check() -> int:
    """Says which sentences lack a translation, lost one of their fields, or are no longer used."""
    sentences = template()
    faults = []
    for path in CATALOGUES:
        language, catalogue = path.parts[-3], read(path)
        for message in sentences:
            if message.id:
                known = catalogue.get(message.id, message.context)
                faults += [f"{language}: {fault}" for fault in faults_of(message.id, known)]
        for message in catalogue:
            if message.id and sentences.get(message.id, message.context) is None:
                faults.append(f"{language}: not used: {message.id!r}")
    if faults:
        print("\n".join(faults))
    return 1 if faults else 0


def faults_of(sentence: Sentence, known: Message | None) -> Iterator[str]:
    """What is wrong with the translation of one sentence."""
    translation = known.string if known else ""
    translations = [translation] if isinstance(translation, str) else list(translation)
    if not all(translations):
        yield f"not translated: {sentence!r}"
        return
    fields = set(FIELD.findall(sentence if isinstance(sentence, str) else sentence[-1]))
    if any(set(FIELD.findall(translation)) - fields for translation in translations):
        yield f"other fields than the sentence has: {sentence!r}"
    elif set(FIELD.findall(translations[-1])) != fields:
        yield f"fields are missing: {sentence!r}"


def read(path: Path) -> Catalog:
    """A catalogue as it stands; its language is the name of its folder."""
    with path.open("rb") as file:
        return pofile.read_po(file, locale=path.parts[-3])


COMMANDS = {"collect": collect, "compile": compile_all, "check": check}

if __name__ == "__main__":
    sys.exit(COMMANDS[sys.argv[1]]())
