"""QR codes: module by module what another encoder makes of the same text, in every size."""

import pytest
import segno

from klaster.rules import qr

# Bytes that fill each version, from 1, at level L (ISO/IEC 18004, table 7).
FULL = (17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718, 792,
        858)  # fmt: skip


def modules(code: qr.Code) -> list[list[int]]:
    width = len(code.rows) // code.size
    rows = [code.rows[at : at + width] for at in range(0, len(code.rows), width)]
    return [[int(bit) for byte in row for bit in f"{byte:08b}"][: code.size] for row in rows]


@pytest.mark.parametrize(("version", "length"), list(enumerate(FULL, 1)))
def test_a_full_code_is_that_of_the_standard(version: int, length: int) -> None:
    text = ("KL1.aZ09-_" * 90)[:length]
    other = segno.make(text, error="l", mask=0, micro=False, boost_error=False, mode="byte")
    assert other.version == version
    assert modules(qr.code(text)) == [list(row) for row in other.matrix]


def test_a_text_takes_the_smallest_code_that_holds_it() -> None:
    assert [qr.code("x" * length).size for length in (1, 17, 18, 858)] == [21, 21, 25, 97]
    with pytest.raises(qr.TooLongForACode):
        qr.code("x" * 859)
