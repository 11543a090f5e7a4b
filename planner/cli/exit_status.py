"""What the exit statuses of every command mean (DATA.md, "The command line")."""

DONE = 0
VIOLATIONS = 1
BAD_INPUT = 2
BROKEN_COMMITMENTS = 3
NO_PLAN = 4
