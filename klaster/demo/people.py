"""People of the story, all made up: names from a list of ours, numbers that nobody was given.

NIK and KK have the right form (district 36.02.06, birth date, women 40 added to the day), but their
serials start at 9001 and 5001, and every person is marked as an illustration (contoh).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

MEN = (
    "Abdurahman", "Adang", "Ade", "Agus", "Ahyar", "Ajat", "Ajid", "Alan", "Amin", "Amung",
    "Anda", "Andi", "Arman", "Arsad", "Asep", "Aceng", "Badri", "Bahrudin", "Basri", "Beni",
    "Cecep", "Dadan", "Dadang", "Daman", "Dani", "Darma", "Darsono", "Dayat", "Deden", "Dedi",
    "Didi", "Diman", "Dudung", "Edi", "Eman", "Encep", "Endang", "Engkos", "Entis", "Enjang",
    "Hasan", "Hendra", "Heri", "Idris", "Ihin", "Iman", "Irwan", "Isak", "Jaka", "Jajang",
    "Jamal", "Jana", "Juhri", "Jumadi", "Kamal", "Karna", "Karsim", "Komar", "Kosasih",
    "Kusnadi", "Maman", "Mansur", "Maryadi", "Misbah", "Misja", "Mukri", "Muslim", "Nana",
    "Narman", "Nasir", "Odih", "Oman", "Otong", "Pahru", "Pepen", "Rahmat", "Rasid", "Rohman",
    "Rustandi", "Saepul", "Sahroni", "Samsudin", "Sanusi", "Sarip", "Sarman", "Sobari",
    "Suhardi", "Suherman", "Sukanta", "Supri", "Tarmin", "Tatang", "Udin", "Ujang", "Usup",
    "Wahyu", "Wawan", "Yahya", "Yayat", "Yusup", "Zaenal",
)  # fmt: skip
WOMEN = (
    "Aah", "Acih", "Aida", "Ai", "Aminah", "Anah", "Ani", "Anisa", "Arsih", "Atikah", "Cicih",
    "Citra", "Cucu", "Dedeh", "Dewi", "Een", "Eha", "Elis", "Emi", "Encum", "Enok", "Entin",
    "Eros", "Euis", "Fatimah", "Hafsah", "Halimah", "Hayati", "Icih", "Idah", "Iis", "Ijah",
    "Ika", "Imas", "Ipah", "Iroh", "Isah", "Jubaedah", "Juju", "Karsih", "Kokom", "Komariah",
    "Lilis", "Maesaroh", "Mamah", "Marlina", "Maryati", "Mimin", "Mulyati", "Munah", "Nani",
    "Nasiah", "Neneng", "Nina", "Nuraini", "Nurhayati", "Nyai", "Oneng", "Oom", "Patimah",
    "Rasih", "Ratna", "Rohayati", "Rohimah", "Rukmini", "Saadah", "Salamah", "Sami", "Sarinah",
    "Siti", "Sopiah", "Suarsih", "Sumiati", "Sunarti", "Suryati", "Titi", "Tuti", "Uun",
    "Wati", "Wiwin", "Yati", "Yeyet", "Yoyoh", "Yuyun", "Zubaedah",
)  # fmt: skip
LAST = (
    "Abidin", "Arifin", "Efendi", "Fauzi", "Hakim", "Halim", "Hamdani", "Hidayat", "Iskandar",
    "Jaelani", "Kurnia", "Latip", "Mahpud", "Mulyana", "Munawar", "Nugraha", "Permana",
    "Pratama", "Purnama", "Ramdani", "Rohendi", "Rosadi", "Ruhiyat", "Sadeli", "Saputra",
    "Setiawan", "Somantri", "Subagja", "Sudrajat", "Suganda", "Suhendar", "Sujana", "Sunarya",
    "Supriatna", "Suryana", "Sutisna", "Syarif", "Taryana", "Wijaya", "Wiguna",
)  # fmt: skip
LAST_OF_WOMEN = (
    "Apriliani", "Damayanti", "Fitriani", "Hasanah", "Herlina", "Jamilah", "Julaeha",
    "Kartika", "Kurniasih", "Lestari", "Maemunah", "Mardiah", "Masitoh", "Maulida", "Mulyani",
    "Ningsih", "Nurbaeti", "Nurjanah", "Puspita", "Rahayu", "Rahmawati", "Rosmiati", "Rostika",
    "Safitri", "Sariah", "Solihat", "Sukaesih", "Sulastri", "Sumarni", "Supartini", "Suryani",
    "Susanti", "Tarsih", "Wulandari", "Yuliani", "Yulianti",
)  # fmt: skip

FIRST_SERIAL = 9_001
DISTRICT = "360206"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone made up: how they are called, who they are on paper."""

    name: str
    sex: str
    born: date
    nik: str
    kk: str
    phone: str

    @property
    def calling(self) -> str:
        """The name used every day: "Bu Euis", "Pak Asep"."""
        return f"{'Bu' if self.sex == 'P' else 'Pak'} {self.name.split()[0]}"


def people(
    chance: Random, count: int, share_of_women: float, first_serial: int = FIRST_SERIAL
) -> list[Person]:
    """People with different names, 22 to 60 years old in 2011, numbered from `first_serial`."""
    made: list[Person] = []
    names: set[str] = set()
    while len(made) < count:
        is_woman = chance.random() < share_of_women
        name = _name(chance, is_woman)
        if name in names:
            continue
        names.add(name)
        made.append(_person(chance, name, is_woman, first_serial + len(made)))
    return made


def _name(chance: Random, is_woman: bool) -> str:
    first, last = (WOMEN, LAST_OF_WOMEN) if is_woman else (MEN, LAST)
    return f"{chance.choice(first)} {chance.choice(last)}"


def _person(chance: Random, name: str, is_woman: bool, serial: int) -> Person:
    born = date(1951, 1, 1) + timedelta(days=chance.randrange(38 * 365))
    day = born.day + (40 if is_woman else 0)
    issued = date(2009, 1, 1) + timedelta(days=chance.randrange(700))
    return Person(
        name=name,
        sex="P" if is_woman else "L",
        born=born,
        nik=f"{DISTRICT}{day:02}{born:%m%y}{serial}",
        kk=f"{DISTRICT}{issued:%d%m%y}{serial}",
        phone=f"0800{chance.randrange(10**7, 10**8)}" if chance.random() < 0.7 else "",
    )
