"""Adopting an instrument: from then on its version is frozen."""

from datetime import date
from uuid import UUID

from klaster.domain.access import once
from klaster.domain.access.acts import Actor, command
from klaster.domain.surveys import content
from klaster.domain.surveys.models import Instrument
from klaster.rules import instrument as rules
from klaster.rules.refusal import Refused


class ChangedVersion(Refused):
    code = "changed_version"
    message = (
        "Instrumen {instrument} versi {version} sudah ditetapkan dengan isi lain."
        " Beri nomor versi baru; jawaban lama tetap pada versinya."
    )


@command("surveys.adopt")
def adopt(*, by: Actor, on: date, id: UUID, instrument: rules.Instrument) -> Instrument:
    """Adopt an instrument in its version; the same one again is left as it was.

    Raises `ChangedVersion`, and `BadField`, `BadInstrument`, `BadExpression` for an unsound one.
    """
    made = content.written(instrument)
    content.read(made)
    earlier = Instrument.objects.filter(
        organisation_id=by.organisation_id, code=instrument.code, version=instrument.version
    ).first()
    if earlier is not None:
        if earlier.content != made:
            raise ChangedVersion(instrument=instrument.code, version=instrument.version)
        return earlier
    return once.add(
        Instrument(
            id=id,
            organisation_id=by.organisation_id,
            code=instrument.code,
            version=instrument.version,
            content=made,
            adopted_on=on,
        )
    )
