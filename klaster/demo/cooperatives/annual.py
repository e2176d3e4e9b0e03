"""Members' meetings: the first one after the exit, and the annual ones with the sharing of SHU."""

from datetime import date, timedelta

from klaster.demo.cooperatives.life import EXAMPLE, Life
from klaster.demo.cooperatives.office import spend
from klaster.demo.cooperatives.saving import FIRST_MEETING as FIRST
from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.cooperative import queries as offices
from klaster.domain.cooperative.models import Officer
from klaster.domain.meetings import commands as meetings
from klaster.domain.meetings.models import Meeting, Resolution
from klaster.domain.savings import commands as savings
from klaster.domain.surplus import commands as surplus

AGENDA = (
    "Laporan pertanggungjawaban pengurus", "Laporan pengawas", "Pengesahan laporan",
    "Pembagian SHU", "Rencana kerja dan anggaran", "Lain-lain",
)  # fmt: skip
PLACE = f"Balai desa {EXAMPLE}"
ELECTION_YEAR = 2015  # the meeting about this year elects a new secretary


def found(life: Life) -> None:
    """The first meeting after the exit: dues, sharing of surplus, the plan for what is left."""
    plan(life, FIRST, 2014)
    meeting = _held(life, FIRST, None, ("Simpanan anggota", "Pembagian SHU", "Rencana kerja 2014"))
    profile = life.profile
    _resolve(
        life, meeting, "savings",
        f"Simpanan pokok Rp {profile.principal:,} dan wajib Rp {profile.mandatory:,} sebulan"
        .replace(",", "."),
    )  # fmt: skip
    _resolve(life, meeting, "surplus", "Cara membagi SHU menurut anggaran rumah tangga")
    _resolve(life, meeting, "plan", "Rencana kerja dan anggaran 2014")
    basis = f"Keputusan rapat anggota 15 Maret 2014 {EXAMPLE}"
    savings.set_plan(
        by=life.treasurer, on=FIRST, cooperative=life.cooperative, principal=profile.principal,
        mandatory=profile.mandatory, basis=basis,
    )  # fmt: skip
    surplus.adopt(
        by=life.treasurer, on=FIRST, cooperative=life.cooperative, data=profile.policy,
        usage=profile.usage, denominator="all", basis=basis,
    )  # fmt: skip


def meet_about(life: Life, year: int, on: date) -> None:
    """The annual meeting about a year: accounts, SHU approved and given out, plan, election."""
    proposed_on = on - timedelta(days=21)
    distribution = surplus.propose(
        by=life.treasurer, on=proposed_on, id=life.id(proposed_on, "surplus", year),
        cooperative=life.cooperative, year=year,
    )  # fmt: skip
    plan(life, proposed_on, year + 1)
    meeting = _held(life, on, year, AGENDA)
    _resolve(life, meeting, "accounts", f"Laporan pertanggungjawaban tahun {year} diterima")
    sharing = _resolve(life, meeting, "surplus", f"SHU tahun {year} dibagi sesuai usulan")
    _resolve(life, meeting, "plan", f"Rencana kerja dan anggaran {year + 1}")
    if year == ELECTION_YEAR:
        _elect(life, meeting)
    by = life.treasurer
    surplus.approve(by=by, on=on, distribution=distribution, resolution=sharing)
    surplus.distribute(by=by, on=on + timedelta(days=3), distribution=distribution)
    _spend_pots(life, on, distribution.pots)


def plan(life: Life, on: date, year: int) -> None:
    """Work and budget of a year: sentences, and rupiah by line of the chart."""
    profile, months = life.profile, 10 if year == 2014 else 12
    meetings.plan(
        by=life.treasurer, on=on, cooperative=life.cooperative, year=year,
        lines=[
            meetings.NewLine(f"Pertemuan anggota setiap bulan, simpanan wajib tertib {EXAMPLE}"),
            meetings.NewLine(f"Warung koperasi buka lima hari seminggu {EXAMPLE}"),
            meetings.NewLine(f"Pelatihan pembukuan bagi pengurus {EXAMPLE}"),
            meetings.NewLine("Beban administrasi dan umum", "5304", profile.office * months),
            meetings.NewLine(
                "Honor dan gaji", "5302", profile.honorarium * months // 3 + profile.wage * months
            ),
            meetings.NewLine("Margin pembiayaan", "4201", profile.loans_a_quarter * 400_000),
            meetings.NewLine("Penjualan kepada anggota", "4301", profile.sales * months * 150_000),
        ],
    )  # fmt: skip


def _held(life: Life, on: date, year: int | None, agenda: tuple[str, ...]) -> Meeting:
    """Call, take the attendance of some two thirds, hold."""
    called = on - timedelta(days=9 if year is None else 15)
    meeting = meetings.call(
        by=life.treasurer, on=called, id=life.id(called, "meeting"), cooperative=life.cooperative,
        kind=Meeting.Kind.EXTRAORDINARY if year is None else Meeting.Kind.ANNUAL, planned_for=on,
        place=PLACE, agenda=agenda, year=year,
    )  # fmt: skip
    share = life.chance.uniform(0.58, 0.8)
    present = [each.id for each in life.some(int(len(life.members) * share))]
    meetings.attend_many(by=life.treasurer, on=on, meeting=meeting, members=present)
    chair, secretary = (officer.party.name for _, officer in life.approvers)
    return meetings.hold(
        by=life.treasurer, on=on, meeting=meeting, chair=chair, secretary=secretary,
        minutes=f"Rapat dibuka pukul 09.00, laporan dibacakan, ditanggapi, diputus {EXAMPLE}.",
    )  # fmt: skip


def _resolve(life: Life, meeting: Meeting, about: str, text: str) -> Resolution:
    assert meeting.held_on is not None
    present = meeting.attendances.count()
    against, abstained = life.chance.randrange(3), life.chance.randrange(4)
    return meetings.resolve(
        by=life.treasurer, on=meeting.held_on, id=life.id(meeting.held_on, "resolution", about),
        meeting=meeting, about=about, text=f"{text} {EXAMPLE}",
        votes_for=present - against - abstained, votes_against=against, abstained=abstained,
    )  # fmt: skip


def _elect(life: Life, meeting: Meeting) -> None:
    """A new secretary takes over; chair, treasurer and supervisor are confirmed."""
    assert meeting.held_on is not None
    on, old = meeting.held_on + timedelta(days=1), life.approvers[1][1]
    held = set(
        offices.officers(life.cooperative, meeting.held_on).values_list("party_id", flat=True)
    )
    new = next(each for each in life.members if each.party_id not in held)
    _resolve(
        life, meeting, "election",
        f"{new.party.name} menjadi sekretaris; ketua, bendahara dan pengawas tetap",
    )  # fmt: skip
    cooperatives.end_office(by=life.treasurer, on=on, officer=old)
    cooperatives.appoint(
        by=life.treasurer, on=on, id=life.id(on, "secretary"), cooperative=life.cooperative,
        party=new.party, office=Officer.Office.SECRETARY,
    )  # fmt: skip


def _spend_pots(life: Life, on: date, pots: dict[str, int]) -> None:
    """What was set apart for officers and teaching is given out in the weeks that follow."""
    day = on + timedelta(days=10)
    if pots["pengurus"]:
        spend(life, day, "pot_management", pots["pengurus"], "Dana pengurus dari SHU", "Pengurus")
    half = pots["pendidikan"] // 2
    if half:
        spend(life, day, "pot_education", half, "Pelatihan pembukuan", "Pelatih")
