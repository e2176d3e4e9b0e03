"""The contract kinds, one module each; `KINDS` is the explicit list the product offers."""

from klaster.rules.contracts.kind import Kind

KINDS: dict[str, Kind] = {}
