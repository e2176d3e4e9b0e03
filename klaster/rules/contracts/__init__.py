"""The contract kinds, one module each; `KINDS` is the explicit list the product offers."""

from klaster.rules.contracts import (
    conventional,
    crop_share,
    grant,
    lease,
    livestock_share,
    murabahah,
    pass_on,
    profit_share,
    qardh,
    salam,
)
from klaster.rules.contracts.kind import Kind

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        qardh.KIND,
        murabahah.KIND,
        profit_share.KIND,
        salam.KIND,
        crop_share.KIND,
        lease.KIND,
        livestock_share.KIND,
        pass_on.KIND,
        grant.KIND,
        conventional.KIND,
    )
}
