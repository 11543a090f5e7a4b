"""All tables of a programme folder, in the order in which DATA.md lists them."""

from planner.tables.schedule_tables import (
    ABSENCES,
    ACTIVITIES,
    AVAILABILITY,
    COVER,
    REQUESTS,
    ROOMS,
    ROSTER,
    SESSIONS,
    SHIFT_LIMITS,
    SHIFTS,
    STAFF,
    VEHICLES,
)
from planner.tables.stay_tables import (
    ASSIGNMENTS,
    BED_CLOSURES,
    BEDS,
    CONFLICTS,
    ENROLMENTS,
    PARTICIPANTS,
    REFERRALS,
    STAYS,
)

TABLES = (
    BEDS,
    BED_CLOSURES,
    PARTICIPANTS,
    REFERRALS,
    STAYS,
    ENROLMENTS,
    ASSIGNMENTS,
    CONFLICTS,
    STAFF,
    AVAILABILITY,
    ABSENCES,
    SHIFTS,
    COVER,
    SHIFT_LIMITS,
    ACTIVITIES,
    ROOMS,
    VEHICLES,
    REQUESTS,
    ROSTER,
    SESSIONS,
)
