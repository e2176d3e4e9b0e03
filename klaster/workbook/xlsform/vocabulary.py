"""The words of XLSForm that writing and reading share, and our own columns beside them.

XLSForm as documented at https://xlsform.org/en/ and compiled by pyxform. Columns of our own
(`sensitive`, `unit`, and on the sheet of settings `title_en`, `subject`, `source`, `licence`) are
left alone by pyxform: a form keeps what Klaster knows of it on its way through other programs.
"""

from klaster.rules.instrument import Choice, Type

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"

LANGUAGES = {"id": "Bahasa Indonesia (id)", "en": "English (en)"}
LANGUAGE_OF = {
    "id": "id", "indonesia": "id", "bahasa indonesia": "id", "indonesian": "id",
    "en": "en", "english": "en", "inggris": "en", "bahasa inggris": "en",
}  # fmt: skip

# Types of one word each; choices, groups and repeats have more to them.
TYPES = {
    Type.TEXT: "text",
    Type.INTEGER: "integer",
    Type.DECIMAL: "decimal",
    Type.DATE: "date",
    Type.NOTE: "note",
    Type.PHOTO: "image",
    Type.PLACE: "geopoint",
    Type.CALCULATED: "calculate",
}
TYPE_OF = {word: type_ for type_, word in TYPES.items()} | {
    "string": Type.TEXT, "int": Type.INTEGER, "photo": Type.PHOTO, "gps": Type.PLACE,
    "location": Type.PLACE,
}  # fmt: skip
SELECTS = {Type.ONE: "select_one", Type.MANY: "select_multiple"}
SELECT_OF = {
    "select_one": Type.ONE, "select one": Type.ONE, "select one from": Type.ONE,
    "select1": Type.ONE, "select_multiple": Type.MANY, "select multiple": Type.MANY,
    "select all that apply": Type.MANY, "select all that apply from": Type.MANY,
}  # fmt: skip
HOLDERS = {Type.GROUP: "group", Type.REPEAT: "repeat"}
HOLDER_OF = {word: type_ for type_, word in HOLDERS.items()}

# Rupiah is a whole number to XLSForm; the unit keeps it money, the appearance shows 1.000.000.
RUPIAH, THOUSANDS = "rupiah", "thousands-sep"
YES, NO = "yes", "no"

# The list by which a question is a yes-or-no question, and not one with two choices of its own.
YES_NO = "yes_no"
YES_NO_CHOICES = (
    Choice(YES, {"id": "Ya", "en": "Yes"}),
    Choice(NO, {"id": "Tidak", "en": "No"}),
)

TRANSLATED = ("label", "hint", "constraint_message")
COLUMNS = {
    SURVEY: (
        "type", "name", "label", "hint", "required", "relevant", "constraint",
        "constraint_message", "calculation", "appearance", "sensitive", "unit",
    ),
    CHOICES: ("list_name", "name", "label"),
    SETTINGS: (
        "form_title", "title_en", "form_id", "version", "default_language", "subject", "source",
        "licence", "style",
    ),
}  # fmt: skip
ALWAYS = frozenset(("type", "name", "list_name", f"label::{LANGUAGES['id']}"))  # even when unused
ALIASES = {
    SURVEY: {
        "relevance": "relevant", "caption": "label", "constraining_message": "constraint_message",
        "calculate": "calculation",
    },
    CHOICES: {"value": "name", "caption": "label"},
    SETTINGS: {"title": "form_title", "set_form_title": "form_title", "id_string": "form_id",
               "set_form_id": "form_id"},
}  # fmt: skip

# Appearances that change how a question looks and nothing of what is asked or answered.
HARMLESS = frozenset((
    "minimal", "compact", "quick", "quickcompact", "horizontal", "vertical", "columns",
    "columns-pack", "no-buttons", "likert", "label", "list-nolabel", "list", "field-list",
    "multiline", "autocomplete", "maps", "new-front", "new", THOUSANDS,
    *(f"w{number}" for number in range(1, 13)), *(f"columns-{number}" for number in range(1, 11)),
))  # fmt: skip
