"""Rule R1: nobody is in two places at once."""

from collections import Counter
from collections.abc import Iterator

from planner.check.roster.reading import ScheduleReading
from planner.check.roster.workload import Workload
from planner.check.violations import Violation
from planner.domain.sentences import told


def check_overlaps(work: Workload) -> Iterator[Violation]:
    """R1: ensures that a person's duties never overlap."""
    for number, first in enumerate(work.duties):
        for second in work.duties[number + 1 :]:
            if second.start >= first.end:
                break
            if second.end > first.start and work.is_blamed((first, second)):
                why = told(
                    "{staff} has {first} and {second}, which overlap.",
                    staff=work.member.code,
                    first=first.words,
                    second=second.words,
                )
                yield Violation("R1", why)


def check_twice_on_a_duty(reading: ScheduleReading) -> Iterator[Violation]:
    """R1: ensures that nobody is twice on one shift or twice the facilitator of an activity."""
    counts = Counter((row.staff, row.shift, row.day) for row in reading.schedule.roster)
    counts.update((code, row.activity, row.day) for row in reading.activities for code in row.staff)
    for (staff, code, day), count in sorted(counts.items()):
        if count > 1 and reading.is_new(day):
            why = told(
                "{staff} is on {duty} on {day} {number} times.",
                staff=staff,
                duty=code,
                day=day,
                number=count,
            )
            yield Violation("R1", why)
