"""Random programme folders of three beds, the same for the same seed.

They hold what makes real waiting lists hard: referrals with flexible lengths and latest dates,
ground-floor needs, conflicts, bed closures, one to three houses, workers with a tight caseload and
few minutes, day-program places that run out, and a previous plan that should change little.
"""

import csv
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

AS_OF = date(2027, 2, 8)
_TABLES = (
    "beds",
    "bed_closures",
    "participants",
    "referrals",
    "stays",
    "enrolments",
    "assignments",
    "conflicts",
    "staff",
    "absences",
)


@dataclass(frozen=True)
class FolderShape:
    """How large a random folder is: referrals waiting, days of admissions, houses."""

    referrals: int
    stay_days: int
    houses: int = 1


def write_random_folder(folder: Path, shape: FolderShape, seed: int) -> None:
    """Write one programme folder; the folder must not exist yet."""
    generator = _Generator(shape, random.Random(seed))
    folder.mkdir(parents=True)
    (folder / "programme.toml").write_text(generator.settings(), encoding="utf-8")
    tables = generator.tables()
    for name in _TABLES:
        rows = tables[name]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(row for row in rows if any(row.values()))


class _Generator:
    def __init__(self, shape: FolderShape, rng: random.Random) -> None:
        self._shape = shape
        self._rng = rng
        self._houses = [f"H{k % shape.houses + 1}" for k in range(3)]
        self._in_program = rng.randint(0, 3)

    def settings(self) -> str:
        rng = self._rng
        cohort = rng.random() < 0.25
        first = AS_OF + timedelta(days=7 * rng.randint(0, 3) + rng.randint(1, 4))
        starts = [first + timedelta(days=28 * k) for k in range(self._shape.stay_days // 28 + 2)]
        entry = (
            f'entry = "cohort"\nlatest_start_days = 35\ncohort_starts = '
            f"[{', '.join(day.isoformat() for day in starts)}]"
            if cohort
            else 'entry = "rolling"'
        )
        province, zone = rng.choice([("BC", "America/Vancouver"), ("ON", "America/Toronto")])
        return "\n".join(
            [
                "[programme]",
                'code = "random"',
                'title = "Random programme"',
                f'timezone = "{zone}"',
                f'province = "{province}"',
                "[horizon]",
                f"as_of = {AS_OF.isoformat()}",
                f"stay_days = {self._shape.stay_days}",
                "[stays]",
                f"min_days = {rng.choice([126, 182, 196])}",
                f"target_days = {rng.choice([210, 240, 274])}",
                f"turnover_days = {rng.choice([0, 1, 2, 3])}",
                f"min_days_between_admissions = {rng.choice([0, 3, 7, 14])}",
                "[day_program]",
                f"weeks = {rng.choice([16, 18])}",
                f"places = {rng.choice([3, 4, 5, 6])}",
                entry,
                "",
            ]
        )

    def tables(self) -> dict[str, list[dict[str, object]]]:
        rng = self._rng
        staff = self._staff()
        residents = self._residents(staff)
        referrals = [self._referral(k) for k in range(self._shape.referrals)]
        community = [f"P{k + 10}" for k in range(self._in_program)]
        people = [person for person, _ in residents] + community
        names = [str(referral["participant"]) for referral in referrals]
        return {
            "beds": self._beds(),
            "bed_closures": self._closures(residents),
            "participants": [self._participant(code) for code in [*people, *names]],
            "referrals": referrals,
            "stays": [stay for _, stay in residents] + self._proposals(referrals),
            "enrolments": [
                {
                    "participant": code,
                    "start": AS_OF - timedelta(days=rng.randint(10, 90)),
                    "end": AS_OF + timedelta(days=rng.randint(20, 90)),
                    "status": "active",
                }
                for code in people
            ]
            or [dict.fromkeys(("participant", "start", "end", "status"), "")],
            "assignments": [
                {
                    "participant": code,
                    "staff": staff[k % len(staff)]["staff"],
                    "start": AS_OF - timedelta(days=100),
                }
                for k, code in enumerate(people)
            ]
            or [dict.fromkeys(("participant", "staff", "start"), "")],
            "conflicts": self._conflicts(people, names, staff),
            "staff": staff,
            "absences": self._absences(staff),
        }

    def _beds(self) -> list[dict[str, object]]:
        return [
            {
                "bed": f"B{k + 1}",
                "house": house,
                "features": "ground_floor" if k == 0 or self._rng.random() < 0.3 else "",
            }
            for k, house in enumerate(self._houses)
        ]

    def _absences(self, staff: list[dict[str, object]]) -> list[dict[str, object]]:
        rng = self._rng
        return [
            {"staff": member["staff"], "start": f"{day}T00:00", "end": f"{end}T00:00"}
            for member in staff
            for day in [AS_OF + timedelta(days=rng.randint(0, 300))]
            for end in [day + timedelta(days=rng.randint(1, 14))]
        ]

    def _staff(self) -> list[dict[str, object]]:
        rng = self._rng
        return [
            {
                "staff": f"S{k + 1:02}",
                "role": "support_worker",
                "employment": "regular",
                "weekly_hours": 37.5,
                "max_weekly_hours": 40,
                "skills": "one_on_one",
                "languages": rng.choice(["en", "en", "en;fr"]),
                "gender": rng.choice(["w", "w", "m"]),
                "caseload": rng.choice([1, 2, 2, 3]),
                "support_minutes_per_week": rng.choice([120, 240, 300]),
            }
            for k in range(4)
        ]

    def _residents(self, staff: list[dict[str, object]]) -> list[tuple[str, dict[str, object]]]:
        rng = self._rng
        residents = []
        for k in range(3):
            if rng.random() < 0.8:
                admission = AS_OF - timedelta(days=rng.randint(30, 150))
                stay = {
                    "participant": f"P{k + 1}",
                    "bed": f"B{k + 1}",
                    "admission": admission,
                    "discharge": AS_OF + timedelta(days=rng.randint(10, 150)),
                    "status": "in_house",
                }
                residents.append((f"P{k + 1}", stay))
        return residents

    def _referral(self, k: int) -> dict[str, object]:
        rng = self._rng
        service = rng.choices(["residential", "day_program", "support"], [8, 1, 1])[0]
        ready = AS_OF + timedelta(days=rng.randint(-30, self._shape.stay_days // 2))
        flexible = service == "residential" and rng.random() < 0.5
        least = rng.choice([126, 150, 182, 210])
        return {
            "participant": f"R{k + 1:03}",
            "service": service,
            "received": min(ready, AS_OF),
            "ready": ready,
            "priority": rng.choices(["routine", "high", "urgent"], [5, 3, 2])[0],
            "latest": ready + timedelta(days=rng.randint(60, 400)) if rng.random() < 0.5 else "",
            "target_days": rng.choice([182, 210, 240, 300]) if flexible else "",
            "min_days": least if flexible else "",
            "max_days": least + rng.randint(0, 200) if flexible else "",
            "houses": rng.choice(self._houses) if rng.random() < 0.1 else "",
        }

    def _participant(self, code: str) -> dict[str, object]:
        """Somebody in service has a worker already, so only those waiting may require one."""
        rng = self._rng
        waits = code.startswith("R")
        row: dict[str, object] = {
            "participant": code,
            "needs": "ground_floor" if waits and rng.random() < 0.2 else "",
            "languages": rng.choice(["en", "en", "fr", "en;fr"]),
            "language_rule": rng.choice(["preferred", "preferred", "required"]),
            "worker_gender": rng.choice(["any", "w", "w", "m"]),
            "worker_gender_rule": rng.choice(["preferred", "preferred", "required"]),
        }
        if not waits:
            row |= {"language_rule": "preferred", "worker_gender_rule": "preferred"}
        return row

    def _proposals(self, referrals: list[dict[str, object]]) -> list[dict[str, object]]:
        residential = [r for r in referrals if r["service"] == "residential"][:2]
        day = AS_OF + timedelta(days=self._rng.randint(160, 200))
        return [
            {
                "participant": referral["participant"],
                "bed": f"B{k + 1}",
                "admission": day + timedelta(days=14 * k),
                "discharge": day + timedelta(days=14 * k + 200),
                "status": "proposed",
            }
            for k, referral in enumerate(residential)
        ]

    def _closures(self, residents: list[tuple[str, dict[str, object]]]) -> list[dict[str, object]]:
        rng = self._rng
        rows = []
        for _ in range(rng.randint(1, 4)):
            start = AS_OF + timedelta(days=rng.randint(160, max(160, self._shape.stay_days)))
            rows.append(
                {
                    "bed": f"B{rng.randint(1, 3)}",
                    "start": start,
                    "end": start + timedelta(days=rng.randint(3, 20)),
                }
            )
        return rows

    def _conflicts(
        self, people: list[str], names: list[str], staff: list[dict[str, object]]
    ) -> list[dict[str, object]]:
        rng = self._rng
        everybody = [*people, *names]
        pairs = {tuple(rng.sample(range(len(everybody)), 2)) for _ in range(len(names) // 4)}
        unordered = sorted({(min(pair), max(pair)) for pair in pairs})
        rows: list[dict[str, object]] = [
            {
                "first": everybody[i],
                "second": everybody[j],
                "kind": "participant_participant",
            }
            for i, j in unordered
            if not (everybody[i] in people and everybody[j] in people)
        ]
        excluded = rng.sample(names, 2)
        rows += [
            {"first": name, "second": rng.choice(staff)["staff"], "kind": "participant_staff"}
            for name in excluded
        ]
        return rows
