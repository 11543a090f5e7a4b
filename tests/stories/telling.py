"""The sample programmes as they are told in the stories, changed, planned and asked."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from planner.check.roster.schedule import check_schedule
from planner.check.violations import Violation
from planner.domain.plan import Proof, StayPlan
from planner.domain.programme import Programme
from planner.domain.schedule import Gap, GapKind, PlannedSession, PlannedShift, Schedule
from planner.domain.staffing import Absence
from planner.scheduling.planning import plan_stays
from planner.scheduling.roster.planning import plan_schedule
from planner.tables.programme import read_programme
from solver.common.limits import Limits

SAMPLES = Path(__file__).parents[2] / "sample_data"
MONDAY = date(2027, 2, 8)
# A sample takes 10 to 20 s to prove; every story holds for any good plan found before.
SAMPLE_SECONDS, WEEK_SECONDS = 15, 6


@dataclass(frozen=True)
class Told:
    """A programme with its plan of both layers."""

    programme: Programme
    stays: StayPlan
    schedule: Schedule
    proof: Proof
    warnings: tuple[str, ...]

    def violations(self) -> list[Violation]:
        """What the checker finds, the reasons of gaps and the cost included."""
        return check_schedule(self.programme, self.stays, self.schedule, self.proof)

    def on(self, shift: str, day: date) -> list[str]:
        """Who is on a shift of a work day."""
        return [r.staff for r in self.schedule.roster if (r.shift, r.day) == (shift, day)]

    def leading(self, activity: str, day: date) -> list[str]:
        """Who leads an activity of a day; empty too where it does not take place."""
        rows = self.schedule.activities
        return [code for r in rows if (r.activity, r.day) == (activity, day) for code in r.staff]

    def shifts_of(self, staff: str) -> list[PlannedShift]:
        """Somebody's shifts."""
        return [row for row in self.schedule.roster if row.staff == staff]

    def sessions_of(self, participant: str) -> list[PlannedSession]:
        """A participant's sessions."""
        return [row for row in self.schedule.sessions if row.participant == participant]

    def gaps(self, kind: GapKind, what: str = "") -> list[Gap]:
        """The gaps of a kind, of one shift, activity or participant if named."""
        return [g for g in self.schedule.gaps if g.kind is kind and what in ("", g.what)]

    def gap(self, kind: GapKind, what: str, day: date) -> Gap | None:
        """One row of ``gaps.csv``."""
        return next((gap for gap in self.gaps(kind, what) if gap.day == day), None)

    def untold(self, shift: str, day: date) -> int:
        """People whom a shift asks for, who are neither on it nor told to be missing."""
        wanted = next(s.min_staff for s in self.programme.shifts if s.code == shift)
        gap = self.gap(GapKind.UNCOVERED_SHIFT, shift, day)
        return wanted - len(self.on(shift, day)) - (gap.count if gap else 0)

    def held_and_missing(self, participant: str, monday: date) -> int:
        """Her sessions of a week, held or told to be missing."""
        week = range(monday.toordinal(), monday.toordinal() + 7)
        held = sum(row.day.toordinal() in week for row in self.sessions_of(participant))
        gap = self.gap(GapKind.UNMET_SESSION, participant, monday)
        return held + (gap.count if gap else 0)


def sample(name: str, weeks: int | None = None, as_of: date | None = None) -> Programme:
    """A sample folder as a programme, with a schedule of so many weeks."""
    programme = read_programme(SAMPLES / name, as_of).programme
    return programme if weeks is None else replace(programme, schedule_weeks=weeks)


def week_of(name: str, monday: date = MONDAY) -> Programme:
    """One week of a sample for those who are there already, without the waiting list."""
    return replace(sample(name, 1, monday), referrals=())


def without(programme: Programme, *staff: str) -> Programme:
    """The programme after some of its staff have left."""
    gone = set(staff)
    return replace(
        programme,
        staff=tuple(row for row in programme.staff if row.code not in gone),
        availability=tuple(row for row in programme.availability if row.staff not in gone),
        absences=tuple(row for row in programme.absences if row.staff not in gone),
        assignments=tuple(row for row in programme.assignments if row.staff not in gone),
        conflicts=tuple(row for row in programme.conflicts if row.second not in gone),
        requests=tuple(row for row in programme.requests if row.staff not in gone),
        roster=tuple(row for row in programme.roster if row.staff not in gone),
        sessions=tuple(row for row in programme.sessions if row.staff not in gone),
    )


def absent(programme: Programme, staff: str, first: date, last: date) -> Programme:
    """The programme with one absence more, whole days."""
    end = datetime.combine(last + timedelta(days=1), time())
    row = Absence(staff, datetime.combine(first, time()), end)
    return replace(programme, absences=(*programme.absences, row))


def changed(programme: Programme, participant: str, **changes: object) -> Programme:
    """The programme with other wishes of one participant."""
    people = tuple(
        replace(p, **changes) if p.code == participant else p  # type: ignore[arg-type]
        for p in programme.participants
    )
    return replace(programme, participants=people)


def told(programme: Programme, seconds: float = WEEK_SECONDS) -> Told:
    """Plan both layers; the schedule may take so many seconds."""
    stays = plan_stays(programme, Limits(SAMPLE_SECONDS, seed=1, threads=2)).plan
    planned = plan_schedule(programme, stays, Limits(seconds, seed=1, threads=2))
    return Told(programme, stays, planned.schedule, planned.proof, planned.warnings)
