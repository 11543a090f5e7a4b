"""Scenario files as records of the capacity engines, with or without a programme."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from planner.capacity.law_documents import law_of
from planner.capacity.laws import Deterministic, Law, Never
from planner.capacity.mixtures import with_early_exit
from planner.capacity.scenario import (
    Bed,
    Costs,
    InService,
    Need,
    ReferralClass,
    Scenario,
    Study,
    Waiting,
)
from planner.capacity.steps import Profile, Steps, changed_rate
from planner.domain.programme import Programme
from planner.domain.sentences import told
from planner.services.capacity import programme as people
from planner.services.capacity.beds import given_beds
from planner.services.capacity.changes import Report, changed, effective, staff_steps
from planner.services.capacity.programme import Clock
from planner.services.capacity.study import study_of, with_warm_up
from planner.tables.scenarios import ScenarioFile

AS_IT_IS = "as it is"
_NO_DATE = date(2000, 1, 1)
_FOREVER = float("inf")


@dataclass(frozen=True)
class Records:
    """The records of a scenario file, the base first.

    ``programmes`` are the changed programmes, one for each scenario, or none. ``origins`` says
    where each law of the base comes from.
    """

    study: Study
    scenarios: tuple[Scenario, ...]
    programmes: tuple[Programme, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)


def records_of(file: ScenarioFile, programme: Programme | None) -> Records:
    """The study and its scenarios.

    Raises:
        InputError: a change does not fit the programme, or something is not given.
    """
    study = study_of(file.study)
    as_of = programme.as_of if programme else _NO_DATE
    clock = Clock(as_of, study.days_per_unit)
    scenarios, programmes = [], []
    origins: dict[str, str] = {}
    for section, world in file.worlds:
        given = world if section == "base" else effective(file.base, world)
        label = world.get("label", AS_IT_IS)

        def report(key: str, message: str, section: str = section) -> None:
            file.report(section, key, message)

        one = None
        if programme is not None:
            one = changed(programme, given, clock, report)
            programmes.append(one)
        builder = _Builder(given, clock, one, report)
        scenarios.append(builder.scenario(label))
        origins = origins or builder.origins
    file.raise_problems()
    return Records(
        with_warm_up(file, study, scenarios[0]), tuple(scenarios), tuple(programmes), origins
    )


class _Builder:
    """Builds one scenario out of what is given and, where there is one, the changed programme."""

    def __init__(
        self,
        given: Mapping[str, Any],
        clock: Clock,
        programme: Programme | None,
        report: Report,
    ) -> None:
        self._given, self._clock, self._programme = given, clock, programme
        self._report = report
        self.origins: dict[str, str] = {}

    def scenario(self, label: str) -> Scenario:
        """The record; where something is missing it is reported and filled in."""
        stay = self._stay()
        classes = self._classes()
        costs = self._given.get("costs")
        scenario = Scenario(
            label,
            self._beds(),
            classes,
            stay,
            law_of(self._given["patience"]) if "patience" in self._given else Never(),
            self._turnover(),
            self._profile(),
            funded_beds=self._given.get("funded_beds"),
            costs=None if costs is None else Costs(**costs),
            residents_join=self._given.get("residents_join", False),
            place_time=self._given.get("place_time", _FOREVER),
            caseload=self._amount("caseload"),
            places=self._amount("places"),
        )
        if self._programme is None:
            return replace(scenario, in_service=self._residents(), waiting=self._waiting(classes))
        return self._from_programme(scenario, self._programme)

    def _from_programme(self, scenario: Scenario, programme: Programme) -> Scenario:
        clock, given = self._clock, self._given
        minutes, changes = staff_steps(
            programme, given, clock, lambda member: member.support_minutes_per_week
        )
        if "team_minutes" in given:
            minutes, changes = given["team_minutes"], []
        slots, moves = staff_steps(programme, given, clock, lambda member: member.caseload)
        rules = programme.day_program
        caseload = Steps.of(slots, moves) if slots or moves else None
        return replace(
            scenario,
            caseload=scenario.caseload if "caseload" in given else caseload,
            places=scenario.places if "places" in given else Steps.of(rules.places),
            residents_join=given.get("residents_join", rules.residents_join),
            place_time=given.get("place_time", clock.units(7 * rules.weeks)),
            in_service=people.people_in_service(programme, clock),
            waiting=people.people_waiting(programme, clock, scenario.classes),
            support=people.support_of(programme, clock, Steps.of(minutes, changes)),
        )

    def _amount(self, key: str) -> Steps | None:
        amount = self._given.get(key)
        return None if amount is None else Steps.of(amount)

    def _beds(self) -> tuple[Bed, ...]:
        if self._programme is not None:
            return people.beds_of(self._programme, self._clock)
        return given_beds(self._given, self._clock, self._report)

    def _stay(self) -> Law:
        if "stay" in self._given:
            stay: Law = law_of(self._given["stay"])
            origin: str = told("given")
        else:
            stay, origin = self._usual_stay()
        self.origins["stay"] = origin
        stay = stay.scaled(self._given.get("stay_factor", 1.0))
        early = self._given.get("early_exit")
        if early is not None:
            stay = with_early_exit(stay, early["probability"], law_of(early["stay"]))
        return stay

    def _usual_stay(self) -> tuple[Law, str]:
        assert self._programme is not None
        fit = people.fitted_stays(self._programme, self._clock)
        if fit is not None:
            sure = f"{fit.p_value:.2f}"
            return fit.law, told(
                "fitted to {number} ended stays (p {p})", number=len(fit.times), p=sure
            )
        law = people.usual_stay(self._programme, self._clock, Need.RESIDENTIAL)
        return law, told("from min_days and max_days; too few stays have ended to fit a law")

    def _turnover(self) -> Law:
        if "turnover" in self._given:
            return law_of(self._given["turnover"])
        if self._programme is None:
            return Deterministic(0.0)
        return Deterministic(self._clock.units(self._programme.stay_rules.turnover_days))

    def _profile(self) -> Profile:
        factor = self._given.get("referral_factor", 1.0)
        change = self._given.get("referral_change")
        if change is None:
            return Profile(((0.0, factor),)) if factor != 1.0 else Profile()
        start = self._clock.moment(change.get("from"), 0.0)
        end = self._clock.moment(change.get("until"), start)
        if end <= start and change["shape"] != "step":
            self._report("referral_change", told("accepted with this shape: until after from"))
            return Profile()
        profile = changed_rate(change["shape"], change["factor"], start, max(end, start))
        return Profile(tuple((time, amount * factor) for time, amount in profile.points))

    def _classes(self) -> tuple[ReferralClass, ...]:
        given = self._given.get("classes")
        if given is None:
            found = [ReferralClass("", self._rate())]
        else:
            found = [self._class(kind) for kind in given]
        if self._programme is not None:
            known = {kind.need for kind in found}
            for need in sorted(people.needs_now(self._programme) - known):
                law = people.usual_stay(self._programme, self._clock, need)
                found.append(ReferralClass(str(need), 0.0, need, law))
        return tuple(found)

    def _class(self, kind: Mapping[str, Any]) -> ReferralClass:
        need = Need(kind.get("need", Need.RESIDENTIAL))
        stay = law_of(kind["stay"]) if "stay" in kind else None
        if stay is None and need is not Need.RESIDENTIAL:
            if self._programme is None:
                wrong = told("the class {name} has no stay; give it one", name=kind["name"])
                self._report("classes", wrong)
            else:
                stay = people.usual_stay(self._programme, self._clock, need)
        patience = law_of(kind["patience"]) if "patience" in kind else None
        return ReferralClass(kind["name"], kind["referral_rate"], need, stay, patience)

    def _rate(self) -> float:
        if "referral_rate" in self._given:
            self.origins["referrals"] = told("given")
            return float(self._given["referral_rate"])
        fit = people.fitted_referrals(self._programme, self._clock) if self._programme else None
        if fit is None:
            self._report(
                "referral_rate",
                told(
                    "the key is missing, and the programme has too few referrals to fit a rate;"
                    " accepted: referrals in a time unit"
                ),
            )
            return 0.0
        number = len(fit.times) + 1
        self.origins["referrals"] = told("fitted to {number} referrals", number=number)
        return 1.0 / fit.law.mean

    def _residents(self) -> tuple[InService, ...]:
        return tuple(
            InService(Need.RESIDENTIAL, one.get("left"), one.get("elapsed", 0.0))
            for one in self._given.get("residents", ())
        )

    def _waiting(self, classes: tuple[ReferralClass, ...]) -> tuple[Waiting, ...]:
        names = [kind.name for kind in classes]
        found = []
        for one in self._given.get("waiting", ()):
            name = one.get("class", names[-1])
            if name not in names:
                self._report("waiting", told("there is no class {name}", name=name))
                continue
            found.append(Waiting(one.get("waited", 0.0), one.get("ready_in", 0.0),
                                 names.index(name)))  # fmt: skip
        return tuple(found)
