"""The form of a capacity study, in a programme's words, as the text of a scenario file."""

import json
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from planner.domain.errors import InputError, InputProblem
from planner.domain.sentences import told
from planner.services.capacity.study_texts import MOST_BESIDE_BASE

NUMBERS = range(1, MOST_BESIDE_BASE + 1)
STUDY_FIELDS = (
    *("label", "horizon", "replications", "schedule"),
    *("referrals", "patience", "early_percent", "early_months"),
)
CHANGES = (
    *("label", "beds_more", "beds_more_from", "beds_less", "beds_less_from"),
    *("staff_like", "staff_like_from", "staff_gone", "staff_gone_from", "caseload", "places"),
    *("referrals_percent", "stay_percent", "early_percent", "early_months", "patience"),
    "turnover_days",
)
FIELDS = (*STUDY_FIELDS, *(f"s{number}_{name}" for number in NUMBERS for name in CHANGES))
DEFAULTS = {"horizon": "24", "replications": "2000", "schedule": "yes"}
_SCHEDULE_SECONDS = 20
_FIELD_OF_KEY = {
    "referral_rate": "referrals",
    "open_beds": "beds_more",
    "close_beds": "beds_less",
    "staff_added": "staff_like",
    "referral_factor": "referrals_percent",
    "stay_factor": "stay_percent",
    "early_exit": "early_percent",
    "policy": "turnover_days",
}
"""The field from which a key of the file was made, where the two have not the same name."""


def study_text(values: Mapping[str, str], programme: str) -> str:
    """The scenario file that the form with these values asks for.

    Raises:
        InputError: with every value that cannot be read; the columns are names of fields.
    """
    fields = _Fields(values)
    lines = [*_study(fields, programme), *_base(fields)]
    for number in NUMBERS:
        lines += _scenario(fields.part(f"s{number}_"))
    if fields.problems:
        raise InputError(fields.problems)
    return "\n".join(lines) + "\n"


def in_the_form(error: InputError, values: Mapping[str, str]) -> InputError:
    """What is wrong with the file of a form, at the form's fields: nobody there sees the file."""
    used = [
        f"s{number}_"
        for number in NUMBERS
        if any(values.get(f"s{number}_{name}", "").strip() for name in CHANGES)
    ]
    sections = {f"scenario {place}": prefix for place, prefix in enumerate(used, start=1)}
    return InputError([_at_field(problem, sections, values) for problem in error.problems])


def _at_field(
    problem: InputProblem, sections: Mapping[str, str], values: Mapping[str, str]
) -> InputProblem:
    if problem.column in FIELDS:
        return problem
    section, _, key = problem.column.partition(".")
    name = _FIELD_OF_KEY.get(key, key)
    field = sections.get(section, "") + name
    if not values.get(field, "").strip() and name in STUDY_FIELDS:
        # A scenario has from the base whatever it does not say itself.
        field = name
    if field == "referrals" and not values.get(field, "").strip():
        message = told("The history is too short to tell: write a number.")
        return InputProblem("", 0, field, message)
    return InputProblem("", 0, field if field in FIELDS else "", problem.message)


class _Fields:
    """The values below a prefix; what cannot be read is noted in ``problems``."""

    def __init__(
        self,
        values: Mapping[str, str],
        prefix: str = "",
        problems: list[InputProblem] | None = None,
    ) -> None:
        self._values, self._prefix = values, prefix
        self.problems: list[InputProblem] = [] if problems is None else problems

    def part(self, prefix: str) -> "_Fields":
        """The fields of one scenario; its problems are among these."""
        return _Fields(self._values, prefix, self.problems)

    def text(self, name: str) -> str:
        """What was written, blanks around it removed."""
        return self._values.get(self._prefix + name, "").strip()

    def refuse(self, name: str, accepted: str) -> None:
        """Note that a value cannot be read."""
        message = told("accepted: {accepted}", accepted=accepted)
        self.problems.append(InputProblem("study", 0, self._prefix + name, message))

    def number(self, name: str, low: float, high: float) -> float | None:
        """A number from ``low`` to ``high``, with a point or a comma; None where there is none."""
        return self._read(name, low, high, False, lambda text: float(text.replace(",", ".")))

    def whole(self, name: str, low: int, high: int) -> int | None:
        """A whole number from ``low`` to ``high``; None where there is none."""
        found = self._read(name, low, high, True, int)
        return None if found is None else int(found)

    def _read(
        self, name: str, low: float, high: float, whole: bool, read: Callable[[str], float]
    ) -> float | None:
        text = self.text(name)
        if not text:
            return None
        try:
            found = read(text)
        except ValueError:
            found = math.nan
        if not low <= found <= high:
            ends = {"low": f"{low:g}", "high": f"{high:g}"}
            self.refuse(
                name,
                told("a whole number from {low} to {high}", **ends)
                if whole
                else told("a number from {low} to {high}", **ends),
            )
            return None
        return found

    def day(self, name: str) -> str:
        """A day as TOML writes it; nothing is the day from which the study starts."""
        text = self.text(name)
        if not text:
            return "0"
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            self.refuse(name, told("a date such as 2027-06-01"))
            return "0"

    def label(self, name: str) -> str:
        """A name, as TOML writes texts."""
        text = self.text(name)
        if not text or len(text) > 100 or not text.isprintable():
            self.refuse(name, told("a name of up to {most} characters", most=100))
        return json.dumps(text, ensure_ascii=False)


def _study(fields: _Fields, programme: str) -> Iterator[str]:
    fields.label("label")
    months = fields.number("horizon", 1, 120)
    replications = fields.whole("replications", 100, 50_000)
    yield "[study]"
    yield f"programme = {json.dumps(programme)}"
    yield 'mode = "terminating"'
    yield 'time_unit = "month"'
    yield f"horizon = {months or DEFAULTS['horizon']}"
    yield f"replications = {replications or DEFAULTS['replications']}"
    if fields.text("schedule"):
        yield f"schedule_seconds = {_SCHEDULE_SECONDS}"
    else:
        yield "schedule = false"


def _base(fields: _Fields) -> Iterator[str]:
    yield "\n[base]"
    referrals = fields.number("referrals", 0, 10_000)
    if referrals is not None:
        yield f"referral_rate = {referrals / 12:.6g}"
    yield from _giving_up(fields)


def _scenario(fields: _Fields) -> Iterator[str]:
    """The section of one scenario; nothing where none of its fields has anything in it."""
    if not any(fields.text(name) for name in CHANGES):
        return
    yield "\n[[scenario]]"
    yield f"label = {fields.label('label')}"
    yield from _beds(fields)
    yield from _staff(fields)
    for key in ("caseload", "places"):
        amount = fields.whole(key, 0, 1000)
        if amount is not None:
            yield f"{key} = {amount}"
    for key, name in (("referral_factor", "referrals_percent"), ("stay_factor", "stay_percent")):
        percent = fields.number(name, -99, 900)
        if percent is not None:
            yield f"{key} = {1 + percent / 100:.6g}"
    yield from _giving_up(fields)
    days = fields.whole("turnover_days", 0, 60)
    if days is not None:
        yield f"policy = {{ stays = {{ turnover_days = {days} }} }}"


def _beds(fields: _Fields) -> Iterator[str]:
    for key, name in (("open_beds", "beds_more"), ("close_beds", "beds_less")):
        count = fields.whole(name, 1, 300)
        start = fields.day(f"{name}_from")
        if count is not None:
            yield f"{key} = [ {{ from = {start}, count = {count} }} ]"
        elif fields.text(f"{name}_from") and not fields.text(name):
            fields.refuse(name, told("the number of beds"))


def _staff(fields: _Fields) -> Iterator[str]:
    like, gone = fields.text("staff_like"), fields.text("staff_gone")
    if like:
        start = fields.day("staff_like_from")
        yield (f'staff_added = [ {{ code = "NEW1", like = {json.dumps(like)}, from = {start} }} ]')
    if gone:
        start = fields.day("staff_gone_from")
        yield f"staff_gone = [ {{ staff = {json.dumps(gone)}, from = {start} }} ]"


def _giving_up(fields: _Fields) -> Iterator[str]:
    """Those who wait and give up, and those who leave early."""
    patience = fields.number("patience", 0.1, 1200)
    if patience is not None:
        yield f'patience = {{ law = "exponential", mean = {patience:g} }}'
    percent = fields.number("early_percent", 0, 100)
    months = fields.number("early_months", 0.1, 120)
    if percent is not None and not fields.text("early_months"):
        fields.refuse("early_months", told("the months within which they leave"))
    if percent is not None and months is not None:
        share = f"{percent / 100:.6g}"
        law = f'{{ law = "uniform", low = 0, high = {months:g} }}'
        yield f"early_exit = {{ probability = {share}, stay = {law} }}"
