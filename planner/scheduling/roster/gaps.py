"""What a schedule leaves uncovered, unled or unmet, each with its computed reason (gaps.csv)."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.schedule import Gap, GapKind, GapReason, Schedule
from planner.domain.sentences import Sentence
from planner.scheduling.roster.candidates import REASONS, Candidate, Level
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.costs import unmet_sessions
from planner.scheduling.roster.obstacles import Obstacles
from planner.scheduling.roster.occurrences import ActivityRun, Run, ShiftRun
from planner.scheduling.roster.people import most_people
from planner.scheduling.roster.prices import Prices
from planner.scheduling.roster.requirements import Requirement, of_run, of_session
from planner.scheduling.roster.slots import days_left
from planner.scheduling.roster.wording import Lack, explanation

ToldOfTheFree = Callable[[GapKind, str, date, int, Sequence[Candidate]], list[Sentence]]


def find_gaps(
    context: RosterContext, schedule: Schedule, told: ToldOfTheFree | None = None
) -> tuple[Gap, ...]:
    """One row for each kind, thing and date, in the order of the dates.

    ``told`` says what is told of those who could fill a gap; without it what they would cost.
    """
    told = told or Prices(context, schedule).sentences
    finder = _Finder(context, schedule, Obstacles(context, schedule), told)
    gaps = [*finder.shifts(), *finder.leads(), *finder.activities(), *finder.sessions()]
    return tuple(sorted(gaps, key=lambda gap: (gap.day, gap.kind, gap.what)))


@dataclass(frozen=True)
class _Finder:
    context: RosterContext
    schedule: Schedule
    obstacles: Obstacles
    told: ToldOfTheFree

    def shifts(self) -> Iterator[Gap]:
        people = Counter((row.shift, row.day) for row in self.schedule.roster)
        for run in self._shift_runs():
            missing = run.wanted - people[run.code, run.day]
            if missing > 0:
                lack = self._of_run(GapKind.UNCOVERED_SHIFT, run, missing)
                yield self._gap(lack, of_run(self.context, run), self.obstacles.to_run(run))

    def leads(self) -> Iterator[Gap]:
        for run in self._shift_runs():
            if not run.leads_wanted:
                continue
            present = self.obstacles.on(run)
            leads = [code for code in present if self._leads(code, run)]
            missing = run.leads_wanted - len(leads)
            if missing > 0:
                candidates = self._lead_candidates(run, present, leads)
                lack = self._of_run(GapKind.MISSING_LEAD, run, missing)
                yield self._gap(lack, of_run(self.context, run, lead=True), candidates)

    def _lead_candidates(
        self, run: ShiftRun, present: Sequence[str], leads: Sequence[str]
    ) -> list[Candidate]:
        """On a full shift a lead takes the place of somebody who is not needed as one."""
        if len(present) < most_people(self.context, run):
            return self.obstacles.to_run(run, lead=True)
        replaceable = [
            code for code in present if code not in leads and not self._is_locked(code, run)
        ]
        return self.obstacles.to_lead(run, replaceable)

    def activities(self) -> Iterator[Gap]:
        for run in self.context.every_run:
            if isinstance(run, ActivityRun):
                missing = run.wanted - len(self.obstacles.on(run))
                if missing > 0:
                    lack = self._of_run(GapKind.UNLED_ACTIVITY, run, missing)
                    yield self._gap(lack, of_run(self.context, run), self.obstacles.to_run(run))

    def sessions(self) -> Iterator[Gap]:
        people = self.context.programme.participant_by_code
        for (code, monday), missing in unmet_sessions(self.context, self.schedule).items():
            is_over = not days_left(self.context, code, monday)
            lack = Lack(GapKind.UNMET_SESSION, code, monday, missing, is_over=is_over)
            candidates = self.obstacles.to_session(people[code], monday)
            yield self._gap(lack, of_session(self.context, people[code]), candidates)

    def _of_run(self, kind: GapKind, run: Run, missing: int) -> Lack:
        is_over = run.day < self.context.programme.as_of
        return Lack(kind, run.code, run.day, missing, missing == run.wanted, is_over)

    def _gap(self, lack: Lack, requirement: Requirement, candidates: Sequence[Candidate]) -> Gap:
        level = max((c.level for c in candidates), default=Level.UNQUALIFIED)
        reason = REASONS[level]
        prices: list[Sentence] = []
        if reason is GapReason.COST:
            prices = self.told(lack.kind, lack.what, lack.day, lack.count, candidates)
        text = explanation(lack, reason, requirement, candidates, prices)
        return Gap(lack.kind, lack.what, lack.day, lack.count, reason, text)

    def _shift_runs(self) -> Iterator[ShiftRun]:
        return (run for run in self.context.every_run if isinstance(run, ShiftRun))

    def _leads(self, code: str, run: ShiftRun) -> bool:
        return self.context.team.can_lead(self.context.programme.staff_by_code[code], run)

    def _is_locked(self, code: str, run: ShiftRun) -> bool:
        return any(
            row.locked and (row.staff, row.duty, row.day) == (code, run.code, run.day)
            for row in self.context.published.coming_roster
        )
