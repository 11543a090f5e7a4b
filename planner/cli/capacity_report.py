"""A study as tables: each indicator with its interval, spread and difference to the base."""

import math

from rich.console import Console
from rich.text import Text

from planner.capacity.estimates import Estimate, Interval
from planner.capacity.indicators import Indicator
from planner.capacity.results import ScenarioResult
from planner.capacity.sweeps import Grid, Search, Tornado
from planner.cli.layout import plain_table, print_line, print_section, print_title, terminal
from planner.services.capacity.document import NO_PLAN, CapacityReport, may_show, small_numbers
from planner.services.capacity.schedule import AMOUNTS, ScheduleSide

_SHARES = ("p_", "occupancy", "caseload_use", "places_use", "support_use")
_NO_CLEAR = "no clear difference"


def print_report(report: CapacityReport, shared: bool = False) -> None:
    """Print every scenario, then the further questions and how the figures were found."""
    console = terminal()
    study = report.study
    for result in study.scenarios:
        _print_scenario(console, result, study.replications, shared)
    if report.schedule:
        labels = [result.label for result in study.scenarios]
        _print_schedule(console, labels, report.schedule, shared)
    if report.tornado is not None and may_show(report.tornado.indicator, shared):
        _print_tornado(console, report.tornado)
    if report.grid is not None and may_show(report.grid.indicator, shared):
        _print_grid(console, report.grid)
    if report.target is not None and may_show(report.target.indicator, shared):
        _print_target(console, report.target)
    _print_stamp(console, report)


def _print_scenario(
    console: Console, result: ScenarioResult, replications: int, shared: bool
) -> None:
    found = f"{replications} replications" if replications else "formula"
    columns = ["", "mean" if not replications else "mean ± 95 %"]
    columns += ["P10", "P50", "P90"] if replications else []
    compares = any(one.difference for one in result.estimates.values())
    columns += ["difference to base"] if compares else []
    table = plain_table(columns, columns[1:])
    small = small_numbers(result) if shared else frozenset()
    for indicator in result.indicators:
        estimate = result.estimates[indicator.name]
        if not math.isnan(estimate.mean):
            cells = _cells(
                indicator, estimate, bool(replications), compares, indicator.name in small
            )
            table.add_row(indicator.title, *cells)
    print_section(console, f"{result.label} ({result.engine}, {found})", table)
    check = result.cross_check
    if check is not None and replications:
        named = {one.name: one for one in result.indicators}
        figures = ", ".join(
            f"{named[name].title} {_number(name, value)}"
            for name, value in check.figures.items()
            if name in ("p_leave", "mean_wait_admitted", "occupancy") and name in named
        )
        differs = f"; taken otherwise: {', '.join(check.differs)}" if check.differs else ""
        print_line(console, f"By formula ({check.formula}): {figures}{differs}.")


def _cells(
    indicator: Indicator, estimate: Estimate, simulated: bool, compares: bool, is_small: bool
) -> list[str]:
    columns = (1 + 3 * simulated) + compares
    if is_small:
        return ["under 5", *[""] * (columns - 1)]
    name = indicator.name
    middle = Interval(estimate.mean, estimate.low, estimate.high)
    cells = [_with_margin(name, middle) if simulated else _number(name, estimate.mean)]
    if simulated:
        cells += [_number(name, value) for value in (estimate.p10, estimate.p50, estimate.p90)]
    return cells + ([_difference(name, estimate.difference)] if compares else [])


def _difference(name: str, difference: Interval | None) -> str:
    if difference is None or math.isnan(difference.mean):
        return ""
    if difference.low == difference.high:
        return "same" if difference.mean == 0 else _signed(name, difference.mean)
    if not difference.is_clear:
        return _NO_CLEAR
    sign = "+" if difference.mean > 0 else ""
    return sign + _with_margin(name, difference)


def _with_margin(name: str, interval: Interval) -> str:
    """A mean and half of the width of its interval, in one unit."""
    if not math.isfinite(interval.half_width):
        return _number(name, interval.mean)
    if name.startswith(_SHARES):
        return f"{100 * interval.mean:.1f} ± {100 * interval.half_width:.1f} %"
    return f"{_number(name, interval.mean)} ± {interval.half_width:.2f}"


def _signed(name: str, value: float) -> str:
    text = _number(name, value)
    return f"+{text}" if value > 0 else text


def _range(name: str, low: float, high: float) -> str:
    return f"{_number(name, low)} to {_number(name, high)}"


def _number(name: str, value: float) -> str:
    if not math.isfinite(value):
        return "-"
    if name.startswith(_SHARES):
        return f"{100 * value:.1f} %"
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.2f}"


def _print_schedule(
    console: Console, labels: list[str], sides: tuple[ScheduleSide, ...], shared: bool
) -> None:
    """Amounts of each plan, with the difference to the base in brackets."""
    table = plain_table(["in the plan of", *labels], labels)
    for name in AMOUNTS:
        cells = [_amount(side, name, shared) for side in sides]
        table.add_row(name.replace("_", " "), *cells)
    table.add_row("plan", *(_state(side) for side in sides))
    print_section(console, "The schedule's side: stays and four weeks planned again", table)
    for label, side in zip(labels, sides, strict=True):
        if side.refusal:
            reason = NO_PLAN if shared else side.refusal
            print_line(console, f"{label}: no plan. {reason}")


def _amount(side: ScheduleSide, name: str, shared: bool) -> str:
    if side.refusal:
        return "-"
    amount, difference = side.amounts[name], side.differences.get(name, 0)
    if shared and name in ("admissions", "not_placed") and 0 < amount < 5:
        return "under 5"
    return f"{amount} ({difference:+d})" if difference else str(amount)


def _state(side: ScheduleSide) -> str:
    if side.refusal:
        return "none"
    return side.status if side.gap == 0 else f"{side.status}, gap {side.gap:.1%}"


def _print_tornado(console: Console, tornado: Tornado) -> None:
    name = tornado.indicator.name
    table = plain_table(("input", "from", "to", "difference at from", "difference at to"))
    for swing in tornado.swings:
        table.add_row(
            swing.key.replace("_", " "),
            f"{swing.low_value:.4g}",
            f"{swing.high_value:.4g}",
            _difference(name, swing.low),
            _difference(name, swing.high),
        )
    print_section(console, f"What moves the {tornado.indicator.title}", table)


def _print_grid(console: Console, grid: Grid) -> None:
    name = grid.indicator.name
    titles = [f"{value:g}" for value in grid.x_values]
    corner = f"{grid.y_key.replace('_', ' ')} \\ {grid.x_key.replace('_', ' ')}"
    table = plain_table([corner, *titles], titles)
    for value, row in zip(grid.y_values, grid.cells, strict=True):
        table.add_row(f"{value:g}", *(_number(name, cell.mean) for cell in row))
    print_section(console, f"{grid.indicator.title.capitalize()} over two inputs", table)


def _print_target(console: Console, search: Search) -> None:
    name = search.indicator.name
    table = plain_table((search.key, "mean", "95 % interval", "upper bound"))
    for value, found, upper in search.tried:
        table.add_row(
            str(value),
            _number(name, found.mean),
            _range(name, found.low, found.high),
            _number(name, upper),
        )
    title = f"Smallest {search.key}: {search.indicator.title} under {search.below:g}"
    print_section(console, f"{title} with {search.confidence:.0%} confidence", table)
    print_line(console, "None of these." if search.found is None else f"Found: {search.found}.")


def _print_stamp(console: Console, report: CapacityReport) -> None:
    stamp = report.stamp
    unit = stamp["time_unit"]
    print_title(console, "How this was found")
    lines = [
        "After a mean: half of its 95 % interval; P10, P50 and P90: what single runs may bring.",
        f"Times in units of a {unit}; the averages cover {stamp['window'][0]:g} to"
        f" {stamp['window'][1]:g}; mode {stamp['mode']}, start {stamp['start']}.",
        f"Seed {stamp['seed']}; all scenarios use the same random numbers.",
        *(f"{name}: {origin}." for name, origin in stamp["origins"].items()),
        f"Fingerprint of the question: {stamp['record_sha256'][:16]}.",
    ]
    for line in lines:
        print_line(console, line)
    console.print(Text(""))
