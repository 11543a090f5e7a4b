"""The console script: the planner's commands, and the site."""


def main() -> int:
    """Run the command line; returns the exit status."""
    # Here, so that importing web stays light.
    from planner.cli.main import main as run
    from web import serving

    return run(more_commands=(serving,))


if __name__ == "__main__":
    raise SystemExit(main())
