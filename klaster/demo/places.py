"""Where the story happens: real villages by their official codes; hamlets are made up.

Kecamatan Leuwidamar and a part of Cimarga (published). Which villages of Cimarga is not known, so
its groups carry the code of the kecamatan.
"""

DISTRICT = "36.02"

# Code, name; the first four are named in the published reports, the last stands for Cimarga.
VILLAGES = (
    ("36.02.06.2002", "Cisimeut"),
    ("36.02.06.2011", "Jalupangmulya"),
    ("36.02.06.2006", "Sangkanwangi"),
    ("36.02.06.2004", "Leuwidamar"),
    ("36.02.06.2012", "Cisimeut Raya"),
    ("36.02.06.2009", "Margawangi"),
    ("36.02.06.2007", "Nayagati"),
    ("36.02.11", "Cimarga"),
)
HAMLETS = (
    "Kampung Contoh Hilir",
    "Kampung Contoh Girang",
    "Kampung Contoh Tengah",
    "Kampung Contoh Pasir",
    "Kampung Contoh Lebak",
)

# Groups of each sector by village, 32 in all: the split over villages is made up.
GROUPS = {
    "pertanian": (
        "Cisimeut", "Cisimeut", "Jalupangmulya", "Jalupangmulya", "Sangkanwangi", "Sangkanwangi",
        "Leuwidamar", "Cisimeut Raya", "Margawangi", "Cimarga",
    ),
    "peternakan": (
        "Cisimeut", "Cisimeut", "Cisimeut Raya", "Jalupangmulya", "Sangkanwangi", "Sangkanwangi",
        "Leuwidamar", "Nayagati", "Cimarga",
    ),
    "umkm": (
        "Leuwidamar", "Leuwidamar", "Leuwidamar", "Leuwidamar", "Cisimeut", "Cisimeut",
        "Jalupangmulya", "Jalupangmulya", "Sangkanwangi", "Sangkanwangi", "Margawangi", "Nayagati",
        "Cimarga",
    ),
}  # fmt: skip
