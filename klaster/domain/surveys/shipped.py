"""The instruments that come with the product, one YAML for each version in `instruments/`.

A version that was published never changes: a changed question is a new file.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from klaster.domain.surveys import content
from klaster.rules.instrument import Instrument
from klaster.rules.refusal import Refused

FOLDER = Path(__file__).with_name("instruments")


class NotAnInstrument(Refused):
    code = "not_an_instrument"
    message = "Berkas {file} bukan instrumen: {why}. Perbaiki berkasnya."


class _Loader(yaml.CSafeLoader):
    """YAML of plain values, in which no key stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if len(set(map(str, keys))) < len(keys):
            raise yaml.YAMLError(f"kunci kembar di baris {node.start_mark.line + 1}")
        return super().construct_mapping(node, deep)


@cache
def instruments() -> dict[tuple[str, int], Instrument]:
    """Return every shipped instrument by code and version, in the order of the file names."""
    found = [read(path) for path in sorted(FOLDER.glob("*.yaml"))]
    return {(each.code, each.version): each for each in found}


def latest(code: str) -> Instrument:
    """Return the newest version of a shipped instrument."""
    return max(
        (each for each in instruments().values() if each.code == code),
        key=lambda each: each.version,
    )


def read(path: Path) -> Instrument:
    """Read one file, named `<code>_v<version>.yaml`. Raises `NotAnInstrument` and as `content`."""
    try:
        values = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise NotAnInstrument(file=path.name, why=str(error).splitlines()[0]) from None
    instrument = content.read(values)
    if path.stem != f"{instrument.code}_v{instrument.version}":
        raise NotAnInstrument(file=path.name, why="namanya bukan <code>_v<version>.yaml")
    return instrument
