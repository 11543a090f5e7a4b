"""The console script."""


def main() -> int:
    """Run the command line; returns the exit status."""
    from planner.cli.main import main as run  # here, so that importing web stays light

    return run()
