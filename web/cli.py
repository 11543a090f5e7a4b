"""The console script."""


def main() -> int:
    """Run the command line."""
    from planner.cli.main import main as run

    return run()
