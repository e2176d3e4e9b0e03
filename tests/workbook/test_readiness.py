"""Decisions by workbook: adopted rules judge, to differ needs a reason, words stay words."""

import pytest

from klaster.domain.graduation import readiness
from klaster.domain.graduation.models import Decision, RuleSet
from klaster.workbook import importing
from tests.workbook.conftest import ON
from tests.workbook.sheets import SMALL, changed, write

DECIDED = {
    **SMALL,
    "Aturan kesiapan": [["Kode", "Versi", "Berlaku"], ["contoh_mitra", 1, "1-1-2012"]],
    "Keputusan kemandirian": [
        ["Mitra", "Tanggal", "Hasil", "Alasan", "Peserta rapat", "Kriteria"],
        ["M1", "1-2-2012", "mandiri", "usahanya sudah besar", "Komite", "contoh_mitra_v1"],
        ["M2", "1-2-2012", "ditahan", "pindah desa", "Komite", "kesepakatan rapat"],
    ],
}


def put(path, by, sheets):
    return importing.run(write(path / "keputusan.xlsx", sheets), by, ON)


def test_adopted_rules_are_judged_and_others_stay_words(tmp_path, beginner):
    assert put(tmp_path, beginner, DECIDED).faults == ()
    by_rules, by_words = Decision.objects.order_by("-judged")
    assert (by_rules.judged, by_rules.override_reason) == ("held", "usahanya sudah besar")
    assert readiness.reproduce(by_rules).outcome.value == "held"
    assert (by_words.judged, by_words.rules, by_words.rule) == ("", {}, "kesepakatan rapat")
    again = put(tmp_path, beginner, DECIDED)
    assert (again.faults, again.new) == ((), 0)
    assert RuleSet.objects.count() == 1


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "named", "said"),
    [
        ("Keputusan kemandirian", 2, "Alasan", "", "Alasan", "memerlukan alasan"),
        ("Aturan kesiapan", 2, "Kode", "lain", "Kode", "contoh_mitra_v1"),
        ("Aturan kesiapan", 2, "Versi", 0, "Versi", ""),
    ],
)
def test_a_wrong_row_is_named_with_its_column(
    tmp_path, beginner, sheet, row, column, value, named, said
):
    (fault,) = put(tmp_path, beginner, changed(sheet, row, column, value, DECIDED)).faults
    assert (fault.sheet, fault.row, fault.column) == (sheet, row, named)
    assert said in fault.reason
