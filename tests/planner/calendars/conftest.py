"""A published plan of each large sample, for those who are there already."""

from dataclasses import replace

import pytest

from planner.domain.plan import Plan
from planner.scheduling.planning import plan_stays
from planner.scheduling.roster.planning import plan_schedule
from solver.common.limits import Limits
from tests.planner.calendars.building import Published
from tests.stories.telling import sample


@pytest.fixture(scope="session", params=["safexst", "alluriarniq"])
def published(request: pytest.FixtureRequest) -> Published:
    """Four weeks in British Columbia, and five in Ontario that end on a clock change."""
    programme = replace(sample(request.param), referrals=())
    stays = plan_stays(programme, Limits(5, seed=1, threads=2)).plan
    schedule = plan_schedule(programme, stays, Limits(2, seed=1, threads=2)).schedule
    return Published(programme, Plan(stays, schedule))
