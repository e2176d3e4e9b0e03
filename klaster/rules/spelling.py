"""Numbers spelled out in Indonesian, as deeds and receipts write them beside the figures."""

_ONES = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip
_POWERS = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (1_000, "ribu"),
    (100, "ratus"),
)


def spelled(number: int) -> str:
    """A whole number in words, "minus" before it when below zero.

    1,714 is "seribu tujuh ratus empat belas": one hundred and one thousand join to *se-*.
    """
    if number < 0:
        return f"minus {spelled(-number)}"
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    if number < 100:
        return _with_rest(f"{_ONES[number // 10]} puluh", number % 10)
    power, name = next(each for each in _POWERS if number >= each[0])
    count, rest = divmod(number, power)
    joined = count == 1 and power <= 1_000
    return _with_rest(f"se{name}" if joined else f"{spelled(count)} {name}", rest)


def _with_rest(said: str, rest: int) -> str:
    return f"{said} {spelled(rest)}" if rest else said
