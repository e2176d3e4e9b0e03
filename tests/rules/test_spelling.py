"""Numbers in Indonesian words."""

import pytest

from klaster.rules.spelling import spelled


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (14, "empat belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (110, "seratus sepuluh"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1_000, "seribu"),
        (1_714, "seribu tujuh ratus empat belas"),
        (11_000, "sebelas ribu"),
        (1_000_000, "satu juta"),
        (31_500_000, "tiga puluh satu juta lima ratus ribu"),
        (101_001_100, "seratus satu juta seribu seratus"),
        (2 * 10**12 + 5, "dua triliun lima"),
        (-7, "minus tujuh"),
    ],
)
def test_a_number_is_spelled_as_it_is_said(number, words):
    assert spelled(number) == words
