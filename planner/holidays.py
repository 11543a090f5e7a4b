"""Statutory holidays of a province: the only place that knows the ``holidays`` package."""

from datetime import date

from holidays import country_holidays


def statutory_holidays(province: str, first: date, last: date) -> frozenset[date]:
    """The statutory holidays from ``first`` to ``last``, both included.

    Days on which a holiday is observed in place of a weekend are none: DATA.md counts the
    holiday itself. The language is given so that nothing depends on the settings of the process.
    """
    return frozenset(holiday_names(province, first, last))


def holiday_names(province: str, first: date, last: date) -> dict[date, str]:
    """The statutory holidays from ``first`` to ``last``, both included, with their names."""
    if last < first:
        return {}
    days = country_holidays(
        "CA",
        subdiv=province,
        observed=False,
        years=range(first.year, last.year + 1),
        language="en_CA",
    )
    return {day: name for day, name in sorted(days.items()) if first <= day <= last}
