"""The programme in field words: rules, tables, checks and the door to the solver."""

from planner.domain.clock import use_pinned_zone_data

use_pinned_zone_data()
