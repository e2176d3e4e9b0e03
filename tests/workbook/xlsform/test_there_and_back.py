"""An instrument written as an XLSForm compiles, and reads back as the same instrument."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings

from klaster.workbook.xlsform import reading, writing
from tests.workbook.xlsform.generated import instruments


def back(workbook, folder):
    path = folder / "formulir.xlsx"
    path.write_bytes(workbook)
    return reading.read(path)


@settings(
    max_examples=60,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(instrument=instruments())
def test_any_instrument_compiles_and_reads_back_as_it_was(instrument, tmp_path):
    workbook = writing.xlsx(instrument)
    assert "<h:html" in writing.compiled(workbook)
    assert back(workbook, tmp_path) == instrument
