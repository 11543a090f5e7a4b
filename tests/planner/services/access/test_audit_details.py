import pytest

from planner.domain.sentences import Sentence
from planner.services.access.audit_details import (
    detail_told,
    due_told,
    events_told,
    rows_told,
)


@pytest.mark.parametrize("told", [rows_told(1200), events_told(3), due_told(1, 2, 3, 4, 5)])
def test_what_the_log_keeps_is_read_again_with_its_parts(told: Sentence) -> None:
    found = detail_told(str(told))
    assert isinstance(found, Sentence)
    assert (found, found.template, found.parts) == (told, told.template, told.parts)


@pytest.mark.parametrize("detail", ["", "x rows", "3 rows of beds", "(3 events)"])
def test_detail_that_is_not_known_stays_as_it_is(detail: str) -> None:
    found = detail_told(detail)
    assert found == detail
    assert not isinstance(found, Sentence)
