"""The labour rules that bind a roster; the numbers come from a rule pack, never from here."""

from dataclasses import dataclass

from planner.domain.staffing import StaffMember


@dataclass(frozen=True)
class LabourRules:
    """Limits on duty in real elapsed minutes; without a pack nothing is limited (MODEL.md, R4).

    ``week_starts`` is the weekday (Monday = 0) on which a legal week begins; None: no such rule.
    """

    min_rest_minutes: int = 0
    weekly_rest_minutes: int = 0
    week_starts: int = 6
    day_span_minutes: int | None = None
    daily_max_minutes: int | None = None
    daily_max_minutes_averaging: int | None = None
    weekly_max_minutes: int | None = None
    overtime_daily_minutes: int | None = None
    overtime_daily_minutes_averaging: int | None = None
    overtime_weekly_minutes: int | None = None
    max_consecutive_days: int | None = None
    max_consecutive_nights: int | None = None

    def daily_max(self, member: StaffMember) -> int | None:
        """Most minutes of duty in a work day of this staff member."""
        if member.averaging_agreement:
            return self.daily_max_minutes_averaging
        return self.daily_max_minutes

    def weekly_max(self, member: StaffMember) -> int:
        """Most minutes of duty in a legal week: the law's or her own, whichever is less."""
        own = round(60 * member.max_weekly_hours)
        return own if self.weekly_max_minutes is None else min(own, self.weekly_max_minutes)

    def overtime_daily(self, member: StaffMember) -> int | None:
        """Minutes of a work day above which overtime begins for this staff member."""
        if member.averaging_agreement:
            return self.overtime_daily_minutes_averaging
        return self.overtime_daily_minutes
