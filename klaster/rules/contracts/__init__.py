"""The contract kinds, one module each; `KINDS` is the explicit list the product offers."""

from klaster.rules.contracts import conventional, grant, lease, murabahah, qardh
from klaster.rules.contracts.kind import Kind

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        qardh.KIND,
        murabahah.KIND,
        lease.KIND,
        grant.KIND,
        conventional.KIND,
    )
}
