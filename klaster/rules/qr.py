"""QR codes by the thousand (ISO/IEC 18004): text in byte mode, error correction L, mask 0.

Any reader takes any mask; weighing all eight would cost more than everything else. What depends on
the size alone is worked out once, so that a code is one look-up and one exclusive or.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import product
from operator import itemgetter

from klaster.rules.refusal import Refused

# By version, from 1: codewords of error correction in a block, and blocks (table 9, level L).
_CORRECTION = (
    (7, 1), (10, 1), (15, 1), (20, 1), (26, 1), (18, 2), (20, 2), (24, 2), (30, 2), (18, 4),
    (20, 4), (24, 4), (26, 4), (30, 4), (22, 6), (24, 6), (28, 6), (30, 6), (28, 7), (28, 8),
)  # fmt: skip
# By version, from 2: where alignment patterns are centred, along both sides (annex E).
_ALIGNMENT: tuple[tuple[int, ...], ...] = (
    (), (6, 18), (6, 22), (6, 26), (6, 30), (6, 34), (6, 22, 38), (6, 24, 42), (6, 26, 46),
    (6, 28, 50), (6, 30, 54), (6, 32, 58), (6, 34, 62), (6, 26, 46, 66), (6, 26, 48, 70),
    (6, 26, 50, 74), (6, 30, 54, 78), (6, 30, 56, 82), (6, 30, 58, 86), (6, 34, 62, 90),
)  # fmt: skip
_LEVEL_L_MASK_0 = 0b01000
_BYTE_MODE = 0b0100
_PADDING = (0b11101100, 0b00010001)


class TooLongForACode(Refused):
    """More text than the largest code offered holds."""

    code = "too_long_for_a_code"
    message = "Teks {length} byte terlalu panjang untuk satu kode QR."


@dataclass(frozen=True, slots=True)
class Code:
    """`size` modules a side; `rows` are its rows from the top, whole bytes each, a bit a module.

    The first bit of a row is its left module; 1 is dark.
    """

    size: int
    rows: bytes


def code(text: str) -> Code:
    """The smallest code of a text, without a quiet zone. Raises `TooLongForACode`."""
    content = text.encode()
    version = next((n for n in range(1, 21) if _bits(n, len(content)) <= 8 * _room(n)), None)
    if version is None:
        raise TooLongForACode(length=len(content))
    shape = _shape(version)
    placed = "".join(shape.place(f"{_codewords(version, content):0{shape.bits}b}0"))
    return Code(shape.size, (int(placed, 2) ^ shape.ground).to_bytes(len(placed) // 8, "big"))


def _length_bits(version: int) -> int:
    return 8 if version < 10 else 16


def _bits(version: int, length: int) -> int:
    return 4 + _length_bits(version) + 8 * length


def _room(version: int) -> int:
    """Codewords that carry data."""
    correction, blocks = _CORRECTION[version - 1]
    return _shape(version).bits // 8 - correction * blocks


def _codewords(version: int, content: bytes) -> int:
    """All codewords in the order of their places, with the bits that remain, as a number."""
    room, bits = _room(version), _bits(version, len(content))
    head = (_BYTE_MODE << _length_bits(version)) | len(content)
    padded = ((head << 8 * len(content)) | int.from_bytes(content, "big")) << (8 - bits % 8) % 8
    data = padded.to_bytes((bits + 7) // 8, "big")
    data += bytes(_PADDING[n % 2] for n in range(room - len(data)))
    correction, blocks = _CORRECTION[version - 1]
    short, longer = room // blocks, room % blocks
    parts, at = [], 0
    for n in range(blocks):
        size = short + (n >= blocks - longer)
        parts.append(data[at : at + size])
        at += size
    checks = [_remainder(part, correction) for part in parts]
    ordered = [part[n] for n in range(short + 1) for part in parts if n < len(part)]
    ordered += [check[n] for n in range(correction) for check in checks]
    return int.from_bytes(ordered, "big") << _shape(version).bits % 8


def _remainder(data: bytes, count: int) -> bytes:
    """The Reed-Solomon check of a block: its remainder by the generator of `count` roots."""
    multiples, rest = _multiples(count), 0
    top, keep = 8 * (count - 1), (1 << 8 * (count - 1)) - 1
    for byte in data:
        rest = ((rest & keep) << 8) ^ multiples[(rest >> top) ^ byte]
    return rest.to_bytes(count, "big")


@cache
def _multiples(count: int) -> tuple[int, ...]:
    """The generator polynomial (its leading 1 left out) times every byte, as numbers."""
    generator, root = [1], 1
    for _ in range(count):
        shifted = [*generator, 0]
        for n, each in enumerate(generator, 1):
            shifted[n] ^= _times(each, root)
        generator, root = shifted, _times(root, 2)
    return tuple(
        int.from_bytes(bytes(_times(each, byte) for each in generator[1:]), "big")
        for byte in range(256)
    )


def _times(a: int, b: int) -> int:
    """The product in the field of 256 by x⁸ + x⁴ + x³ + x² + 1."""
    product_ = 0
    while b:
        product_ ^= a * (b & 1)
        a = (a << 1) ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product_


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a version is whatever it says: `ground` has the patterns and the mask.

    `place` takes the `bits` of all codewords and one zero, and gives each module its bit.
    """

    size: int
    bits: int
    ground: int
    place: Callable[[str], tuple[str, ...]]


@cache
def _shape(version: int) -> _Shape:
    size = 4 * version + 17
    fixed = _patterns(version, size)
    order = [at for at in _snake(size) if at not in fixed]
    number = {at: n for n, at in enumerate(order)}
    width = -(-size // 8) * 8
    every = list(product(range(size), range(width)))
    ground = "".join(
        str(int(fixed.get(at, at in number and sum(at) % 2 == 0)))  # mask 0: every other module
        for at in every
    )
    place = itemgetter(*(number.get(at, len(order)) for at in every))
    return _Shape(size, len(order), int(ground, 2), place)


def _snake(size: int) -> list[tuple[int, int]]:
    """Modules in the order in which bits are placed: two columns at a time, up and down."""
    found = []
    columns = [column for column in range(size - 1, 0, -1) if column > 6]
    columns += range(5, -1, -1)
    for n in range(0, len(columns), 2):
        rows = range(size - 1, -1, -1) if n % 4 == 0 else range(size)
        found += [(row, column) for row in rows for column in columns[n : n + 2]]
    return found


def _patterns(version: int, size: int) -> dict[tuple[int, int], bool]:
    """The modules that carry no data, by (row, column), and whether each is dark."""
    fixed: dict[tuple[int, int], bool] = {}
    for n in range(size):
        fixed[6, n] = fixed[n, 6] = n % 2 == 0
    for row, column in ((3, 3), (3, size - 4), (size - 4, 3)):
        for down, across in product(range(-4, 5), repeat=2):
            at = (row + down, column + across)
            if 0 <= at[0] < size and 0 <= at[1] < size:
                fixed[at] = max(abs(down), abs(across)) not in (2, 4)
    centres = _ALIGNMENT[version - 1]
    for row, column in product(centres, repeat=2):
        if (row, column) in ((6, 6), (6, centres[-1]), (centres[-1], 6)):
            continue
        for down, across in product(range(-2, 3), repeat=2):
            fixed[row + down, column + across] = max(abs(down), abs(across)) != 1
    _write_format(fixed, size)
    if version >= 7:
        _write_version(fixed, size, version)
    return fixed


def _write_format(fixed: dict[tuple[int, int], bool], size: int) -> None:
    """Level and mask, twice (figure 25), and the module that is always dark."""
    said = _checked(_LEVEL_L_MASK_0, 10, 0x537) ^ 0x5412
    beside = [(8, n) for n in (0, 1, 2, 3, 4, 5, 7)] + [(n, 8) for n in (8, 7, 5, 4, 3, 2, 1, 0)]
    apart = [(size - 1 - n, 8) for n in range(7)] + [(8, size - 8 + n) for n in range(8)]
    for n in range(15):
        fixed[beside[n]] = fixed[apart[n]] = bool(said >> (14 - n) & 1)
    fixed[size - 8, 8] = True


def _write_version(fixed: dict[tuple[int, int], bool], size: int, version: int) -> None:
    said = _checked(version, 12, 0x1F25)
    for n in range(18):
        across, down = n // 3, size - 11 + n % 3
        fixed[across, down] = fixed[down, across] = bool(said >> n & 1)


def _checked(value: int, length: int, generator: int) -> int:
    """A value with the check bits of its BCH code behind it."""
    rest = value << length
    while rest.bit_length() > length:
        rest ^= generator << (rest.bit_length() - generator.bit_length())
    return value << length | rest
