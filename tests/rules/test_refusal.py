"""How a refusal is said: message and reason are each translated before their fields are filled."""

from klaster.rules.refusal import BadField

ENGLISH = {
    "Isian {field}: {reason}": "Field {field}: {reason}",
    "paling banyak {most} unsur": "at most {most} items",
}


def test_a_reason_is_translated_with_the_message_around_it():
    refused = BadField(field="litter", reason="paling banyak {most} unsur", most=12)
    assert str(refused) == "Isian litter: paling banyak 12 unsur"
    assert refused.said(ENGLISH.__getitem__) == "Field litter: at most 12 items"


def test_what_was_given_may_hold_braces_without_being_read_as_a_field():
    refused = BadField(field="unit", reason="satuan {unknown} tidak dikenal", unknown="{x}")
    assert refused.said() == "Isian unit: satuan {x} tidak dikenal"
