"""What Klaster cannot keep of a form is refused with its sheet, row and column."""

from datetime import date

import pytest

from klaster.rules.instrument import Type
from klaster.workbook.opening import NotAWorkbook
from klaster.workbook.xlsform import reading
from klaster.workbook.xlsform.reading import FormRefused
from tests.workbook import broken
from tests.workbook.sheets import write

FORM = {
    "survey": [
        ["type", "name", "label", "required", "appearance"],
        ["text", "nama", "Siapa namanya?", "yes", ""],
        ["select_one tanaman", "tanaman", "Apa tanamannya?", "", "minimal"],
        ["begin_group", "rumah", "Rumah", "", ""],
        ["integer", "kamar", "Berapa kamar?", "", ""],
        ["end_group", "", "", "", ""],
    ],
    "choices": [
        ["list_name", "name", "label"],
        ["tanaman", "padi", "Padi"],
        ["tanaman", "jagung", "Jagung"],
    ],
    "settings": [
        ["form_title", "form_id", "version", "subject", "source", "licence"],
        ["Kebun", "kebun", 3, "mitra", "Lembaga Uji", "milik lembaga"],
    ],
}


def with_row(*row, sheet="survey"):
    """The form with one row more at the end."""
    return {**FORM, sheet: [*FORM[sheet], list(row)]}


def with_column(title, value, row=2, sheet="survey"):
    """The form with one column more, filled in one row."""
    lines = [[*line, ""] for line in FORM[sheet]]
    lines[0][-1], lines[row - 1][-1] = title, value
    return {**FORM, sheet: lines}


def with_cell(column, row, value, sheet="survey"):
    """The form with one cell changed."""
    lines = [list(line) for line in FORM[sheet]]
    lines[row - 1][lines[0].index(column)] = value
    return {**FORM, sheet: lines}


def without(sheet):
    return {name: rows for name, rows in FORM.items() if name != sheet}


# What is asked of the form → where the refusal points, and a word of it.
UNSUPPORTED = {
    "a time": (with_row("time", "jam", "Jam?"), "survey", 7, "type", "belum didukung"),
    "a rank": (with_row("rank tanaman", "urut", "Urutkan"), "survey", 7, "type", "belum didukung"),
    "a range": (with_row("range", "nilai", "Nilai"), "survey", 7, "type", "belum didukung"),
    "a sound": (with_row("audio", "suara", "Suara"), "survey", 7, "type", "belum didukung"),
    "a barcode": (with_row("barcode", "kode", "Kode"), "survey", 7, "type", "belum didukung"),
    "a plot's border": (with_row("geoshape", "petak", "Petak"), "survey", 7, "type", "didukung"),
    "an acknowledgement": (with_row("acknowledge", "ok", "Ok"), "survey", 7, "type", "didukung"),
    "the phone's clock": (with_row("start", "mulai"), "survey", 7, "type", "mencatat sendiri"),
    "the phone's number": (with_row("deviceid", "alat"), "survey", 7, "type", "mencatat sendiri"),
    "choices in a file": (
        with_row("select_one_from_file desa.csv", "desa", "Desa"),
        "survey", 7, "type", "berkas lain",
    ),
    "a choice written in": (
        with_row("select_one tanaman or_other", "lain", "Lain"), "survey", 7, "type", "or_other",
    ),
    "a loop": (with_row("begin loop over tanaman", "ulang", "U"), "survey", 7, "type", "didukung"),
    "the end of a loop": (with_row("end loop"), "survey", 7, "type", "pertanyaan ini"),
    "no type": (with_row("", "apa", "Apa?"), "survey", 7, "type", "didukung"),
    "a cascading select": (
        with_column("choice_filter", "tanaman=${tanaman}", 3),
        "survey", 3, "choice_filter", "disaring",
    ),
    "a counted repeat": (
        with_column("repeat_count", "${kamar}", 4), "survey", 4, "repeat_count", "ulangan",
    ),
    "a default": (with_column("default", "Budi"), "survey", 2, "default", "jawaban awal"),
    "a trigger": (with_column("trigger", "${kamar}"), "survey", 2, "trigger", "dipicu"),
    "a picture": (with_column("media::image", "a.png"), "survey", 2, "media::image", "gambar"),
    "a parameter": (with_column("parameters", "rows=3"), "survey", 2, "parameters", "didukung"),
    "read only": (with_column("readonly", "yes"), "survey", 2, "readonly", "belum didukung"),
    "a bind of XForms": (with_column("bind::x:y", "z"), "survey", 2, "bind::x:y", "didukung"),
    "a disabled row": (with_column("disabled", "yes"), "survey", 2, "disabled", "dimatikan"),
    "another language": (
        with_column("label::Basa Sunda (su)", "Saha?"),
        "survey", 2, "label::Basa Sunda (su)", "bahasa",
    ),
    "an untitled column": (with_column("", "catatan"), "survey", 2, "", "tanpa judul"),
    "a filter's column": (
        with_column("wilayah", "Lebak", 3, "choices"), "choices", 3, "wilayah", "didukung",
    ),
    "encryption": (
        with_column("public_key", "MIIB", 2, "settings"), "settings", 2, "public_key", "didukung",
    ),
    "a signature": (with_cell("appearance", 2, "signature"), "survey", 2, "appearance", "tampilan"),
    "choices searched in a file": (
        with_cell("appearance", 3, "minimal search('desa')"),
        "survey", 3, "appearance", "search('desa')",
    ),
    "required at times": (
        with_cell("required", 2, "${kamar} > 1"), "survey", 2, "required", "yes atau no",
    ),
    "a function nobody here has": (
        with_column("relevant", "regex(${kamar}, 'a')"), "survey", 2, "relevant", "fungsi regex",
    ),
    "a path of XPath": (
        with_column("constraint", "../a > 1"), "survey", 2, "constraint", "mengerti",
    ),
    "a question elsewhere": (
        with_column("relevant", "${dapur} > 1"), "survey", 2, "relevant", "bernama dapur",
    ),
    "a point in a relevance": (with_column("relevant", ". > 1"), "survey", 2, "relevant", "titik"),
    "a calculation of a text": (
        with_column("calculation", "1 + 1"), "survey", 2, "calculation", "calculate",
    ),
    "a calculation without one": (
        with_row("calculate", "h", "H"), "survey", 7, "calculation", "diisi",
    ),
    "an answer within a text": (
        with_cell("label", 5, "Kamar ${nama}?"), "survey", 5, "label", "di dalam teks",
    ),
    "choices of another sheet": (
        {**FORM, "external_choices": FORM["choices"]}, "external_choices", 0, "", "didukung",
    ),
    "entities": ({**FORM, "entities": [["dataset"], ["x"]]}, "entities", 0, "", "didukung"),
}  # fmt: skip

WRONG = {
    "a list that is not there": (
        with_cell("type", 3, "select_one ternak"), "survey", 3, "type", "ternak tidak ada",
    ),
    "a list that nobody asks": (
        with_row("ternak", "kambing", "Kambing", sheet="choices"),
        "choices", 4, "list_name", "tidak dipakai",
    ),
    "a choice twice": (
        with_row("tanaman", "padi", "Padi", sheet="choices"), "choices", 4, "name", "sudah dipakai",
    ),
    "a code with a space": (
        with_cell("name", 3, "jagung manis", "choices"), "choices", 3, "name", "tanpa spasi",
    ),
    "a name twice": (with_row("text", "kamar", "K?"), "survey", 7, "name", "baris 5"),
    "a name that is none": (with_cell("name", 2, "nama lengkap"), "survey", 2, "name", "huruf"),
    "no label": (with_cell("label", 5, ""), "survey", 5, "label", "Indonesia"),
    "only an English label": (
        with_cell("label", 1, "label::English (en)"),
        "survey", 1, "label::Bahasa Indonesia (id)", "tidak ada",
    ),
    "a group that is not closed": (
        {**FORM, "survey": FORM["survey"][:-1]}, "survey", 4, "type", "tidak ditutup",
    ),
    "a repeat closed that is a group": (
        with_cell("type", 6, "end_repeat"), "survey", 6, "type", "samakan",
    ),
    "a capital in a name": (with_cell("name", 5, "Kamar"), "survey", 5, "name", "huruf kecil"),
    "two lines in a label": (
        with_cell("label", 2, "Siapa\nnamanya?"), "survey", 2, "label", "satu baris",
    ),
    "a question that comes later": (
        with_column("relevant", "${kamar} > 1"), "survey", 2, "name", "lebih dahulu",
    ),
    "an empty group": (
        {**FORM, "survey": [*FORM["survey"], ["begin_repeat", "r", "R"], ["end_repeat"]]},
        "survey", 7, "type", "kosong",
    ),
    "groups too deep": (
        {**FORM, "survey": [
            FORM["survey"][0],
            *(["begin_group", f"g{n}", "G"] for n in range(6)),
            ["text", "t", "T"],
            *(["end_group"] for _ in range(6)),
        ], "choices": FORM["choices"][:1]},
        "survey", 7, "type", "tingkat",
    ),
    "rupiah in words": (with_column("unit", "rupiah"), "survey", 2, "unit", "integer"),
    "a title twice": (with_column("label", "x"), "survey", 1, "label", "ganda"),
    "a cell with a date": (
        with_cell("label", 2, date(2014, 3, 7)),
        "survey", 2, "label", "tanggal",
    ),
    "a second row of settings": (
        with_row("Lain", sheet="settings"), "settings", 3, "form_title", "satu baris",
    ),
    "a version in words": (
        with_cell("version", 2, "v1.2", "settings"), "settings", 2, "version", "bulat",
    ),
    "a subject nobody knows": (
        with_cell("subject", 2, "ternak", "settings"), "settings", 2, "subject", "mitra",
    ),
    "no source": (with_cell("source", 2, "", "settings"), "settings", 2, "source", "diisi"),
    "a language of its own": (
        with_column("default_language", "Français (fr)", 2, "settings"),
        "settings", 2, "default_language", "bahasa",
    ),
    "no settings": (without("settings"), "settings", 2, "form_title", "diisi"),
    "no questions": ({**FORM, "survey": FORM["survey"][:1]}, "survey", 1, "type", "belum ada"),
}  # fmt: skip


def refused(sheets, folder):
    with pytest.raises(FormRefused) as caught:
        reading.read(write(folder / "formulir.xlsx", sheets))
    return caught.value


def test_the_form_itself_is_read(tmp_path):
    instrument = reading.read(write(tmp_path / "formulir.xlsx", FORM))
    assert (instrument.code, instrument.version, instrument.labels) == ("kebun", 3, {"id": "Kebun"})
    assert [(question.id, question.type) for question in instrument] == [
        ("nama", Type.TEXT),
        ("tanaman", Type.ONE),
        ("rumah", Type.GROUP),
        ("kamar", Type.INTEGER),
    ]
    assert [question.is_required for question in instrument] == [True, False, False, False]


@pytest.mark.parametrize("case", [*UNSUPPORTED, *WRONG])
def test_what_cannot_be_kept_is_refused_where_it_stands(case, tmp_path):
    sheets, sheet, row, column, word = (UNSUPPORTED | WRONG)[case]
    faults = refused(sheets, tmp_path).data["faults"]
    assert [
        fault
        for fault in faults
        if (fault.sheet, fault.row, fault.column) == (sheet, row, column) and word in fault.reason
    ], faults


def test_everything_wrong_is_said_at_once_and_the_message_names_the_first(tmp_path):
    sheets = with_cell("label", 2, "")
    sheets["survey"] = [*sheets["survey"], ["time", "jam", "Jam?"]]
    caught = refused(sheets, tmp_path)
    assert [(fault.row, fault.column) for fault in caught.data["faults"]] == [
        (2, "label"),
        (7, "type"),
    ]
    assert str(caught) == (
        "formulir.xlsx: 2 hal harus diperbaiki; yang pertama di lembar survey, baris 2, "
        "kolom label: harus diisi dalam Bahasa Indonesia"
    )


def test_notes_of_the_writer_and_empty_columns_are_passed_over(tmp_path):
    sheets = with_column("_catatan", "tanya pelan-pelan")
    sheets["survey"] = [
        [*line, "choice_filter" if number == 0 else ""]
        for number, line in enumerate(sheets["survey"])
    ]
    sheets["_Petunjuk"] = [["apa saja"]]
    assert len(list(reading.read(write(tmp_path / "formulir.xlsx", sheets)))) == 4


def test_titles_and_types_are_understood_in_their_other_spellings(tmp_path):
    survey = [
        ["Type", "Name", "Label : English", "label::id", "Relevance"],
        ["select one from jenis", "jenis", "Kind?", "Jenis?", ""],
        ["begin group", "a", "A", "A", ""],
        ["int", "b", "B", "B", ""],
        ["end group", "", "", "", ""],
    ]
    choices = [["list name", "value", "label:Indonesia"], ["jenis", 1, "Satu"]]
    sheets = {"Survey": survey, "CHOICES": choices, "settings": FORM["settings"]}
    first, group = reading.read(write(tmp_path / "formulir.xlsx", sheets)).questions
    assert first.labels == {"id": "Jenis?", "en": "Kind?"}
    assert [choice.code for choice in first.choices] == ["1"]
    assert group.questions[0].type is Type.INTEGER


def test_yes_and_no_are_ours_only_in_our_words(tmp_path):
    def read_with(yes):
        sheets = with_cell("type", 3, "select_one yes_no")
        sheets["choices"] = [
            ["list_name", "name", "label"], ["yes_no", "yes", yes], ["yes_no", "no", "Tidak"],
        ]  # fmt: skip
        return reading.read(write(tmp_path / "formulir.xlsx", sheets)).questions[1]

    assert read_with("Ya").type is Type.YES_NO
    assert read_with("Sudah").type is Type.ONE


def test_what_is_given_goes_before_the_settings(tmp_path):
    path = write(tmp_path / "formulir.xlsx", with_cell("source", 2, "", "settings"))
    instrument = reading.read(path, {"source": "BPS", "version": "7"})
    assert (instrument.source, instrument.version, instrument.code) == ("BPS", 7, "kebun")


@pytest.mark.parametrize("made", [broken.bomb, broken.truncated, broken.crowded])
def test_a_hostile_file_is_refused_before_it_is_read(made, tmp_path):
    with pytest.raises(NotAWorkbook):
        reading.read(made(tmp_path))


def test_a_sheet_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("klaster.workbook.xlsform.sheets.MOST_ROWS", 5)
    [fault] = refused(FORM, tmp_path).data["faults"]
    assert (fault.sheet, fault.row) == ("survey", 0)
    assert "lebih dari 5 baris" in fault.reason
