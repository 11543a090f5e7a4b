"""Who fits a bed: for each who waits the first day in that very bed, or the rules against it."""

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.participants import Referral, Service
from planner.domain.plan import Reason
from planner.domain.programme import Programme
from planner.scheduling.alone import Alone, Found
from planner.scheduling.context import Context

# No code of a feature can hold a blank: nobody else has it and no table can.
_THIS_BED = frozenset({"this bed"})


@dataclass(frozen=True)
class Fit:
    """A referral and one bed; without a ``stay``, ``against`` says which rules keep her out.

    Each of them alone, were it lifted, would let her in; where none does alone, all together do.
    """

    referral: Referral
    days_waited: int
    stay: Found | None
    against: tuple[Reason, ...] = ()


def who_fits(programme: Programme, bed: str, since: date) -> list[Fit]:
    """Everybody who waits for a bed, those whom this one suits first, each group in its ranking.

    The ranking is the agency's own: priority, then days waited. Only commitments stand in the way,
    no proposal of anybody.
    """
    waiting = [r for r in programme.waiting_referrals if r.service is Service.RESIDENTIAL]
    context = Context(_asking_for(programme, {r.participant for r in waiting}, bed))
    found = [_fit(context, referral, since) for referral in waiting]
    weights = programme.priority_weights
    return sorted(
        found,
        key=lambda fit: (
            fit.stay is None,
            -weights[fit.referral.priority],
            -fit.days_waited,
            fit.referral.participant,
        ),
    )


def _fit(context: Context, referral: Referral, since: date) -> Fit:
    programme = context.programme
    days = (programme.as_of - referral.received).days
    if not programme.participant_by_code[referral.participant].adult_residence_ok:
        return Fit(referral, days, None, (Reason.MINOR_PROTOCOL,))
    asked = replace(referral, ready=max(referral.ready, since))
    alone = Alone(programme, asked, context)
    stay = alone.first()
    if stay is not None:
        return Fit(referral, days, stay)
    single = tuple(rule for rule in alone.rules if alone.first(rule) is not None)
    return Fit(referral, days, None, single or alone.smallest_set(alone.rules) or alone.rules)


def _asking_for(programme: Programme, waiting: Set[str], bed: str) -> Programme:
    """The programme in which only this bed suits who waits; everything else stays as it is."""
    return replace(
        programme,
        beds=tuple(
            replace(row, features=row.features | _THIS_BED) if row.code == bed else row
            for row in programme.beds
        ),
        participants=tuple(
            replace(row, needs=row.needs | _THIS_BED) if row.code in waiting else row
            for row in programme.participants
        ),
    )
