"""An instrument written as an XLSForm compiles, and reads back as the same instrument."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from klaster.domain.surveys import shipped
from klaster.rules.instrument import Instrument, Question, Type
from klaster.rules.questioning import require_sound
from klaster.workbook.xlsform import reading, writing
from klaster.workbook.xlsform.writing import CellTooLong, DoesNotCompile
from tests.workbook.xlsform.generated import instruments


def back(workbook, folder):
    path = folder / "formulir.xlsx"
    path.write_bytes(workbook)
    return reading.read(path)


def asking(*questions):
    return Instrument("uji", 1, {"id": "Uji"}, "mitra", "Lembaga Uji", "milik lembaga", questions)


@settings(
    max_examples=60,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(instrument=instruments())
def test_any_instrument_compiles_and_reads_back_as_it_was(instrument, tmp_path):
    require_sound(instrument)
    workbook = writing.xlsx(instrument)
    assert "<h:html" in writing.compiled(workbook)
    assert back(workbook, tmp_path) == instrument


def test_there_are_shipped_instruments_to_try():
    assert shipped.instruments()


@pytest.mark.parametrize("key", shipped.instruments(), ids="{0[0]}-{0[1]}".format)
def test_every_shipped_instrument_compiles_and_reads_back_as_it_was(key, tmp_path):
    instrument = shipped.instruments()[key]
    workbook = writing.xlsx(instrument)
    compiled = writing.compiled(workbook)
    assert f'id="{instrument.code}" version="{instrument.version}"' in compiled
    assert back(workbook, tmp_path) == instrument


def test_the_same_instrument_gives_the_same_workbook():
    instrument = asking(Question("nama", Type.TEXT, {"id": "Siapa?"}))
    assert writing.xlsx(instrument) == writing.xlsx(instrument)


def test_words_are_never_a_formula(tmp_path):
    question = Question("nama", Type.TEXT, {"id": '=HYPERLINK("http://contoh")', "en": "+1"})
    path = tmp_path / "formulir.xlsx"
    path.write_bytes(writing.xlsx(asking(question)))
    cells = [cell for row in load_workbook(path)["survey"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert reading.read(path).questions == (question,)


def test_what_a_workbook_or_a_phone_cannot_hold_is_refused_not_cut():
    with pytest.raises(CellTooLong):
        writing.xlsx(asking(Question("nama", Type.TEXT, {"id": "a" * 40_000})))
    with pytest.raises(DoesNotCompile):
        writing.compiled(writing.xlsx(asking(Question("nama", Type.TEXT, {"id": "${tiada}"}))))
