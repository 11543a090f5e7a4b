"""The programme in field words: rules, tables, checks and the door to the solver."""

import zoneinfo

# Never the system's zone files; reading a programme then makes sure that the package is new enough.
zoneinfo.reset_tzpath(to=[])
