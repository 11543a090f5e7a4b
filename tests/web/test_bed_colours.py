"""The colours of the timeline, which no tool can judge inside a picture."""

import re
from pathlib import Path

import pytest

_STATIC = Path(__file__).parents[2] / "web" / "static"
_APP, _BEDS = ((_STATIC / name).read_text() for name in ("app.css", "beds.css"))
TOKENS = {
    name: pair for name, *pair in re.findall(r"--([a-z-]+): light-dark\((#\w{6}), (#\w{6})\)", _APP)
}
THEMES = ("light", "dark")
LABELLED = ("in_house", "confirmed", "proposed", "drafted", "over", "closed", "not_open")
TEXT, SHAPE = 4.5, 3.0


def token_of(selector: str, what: str = "fill") -> str:
    """The token that the style sheet gives to a selector, also where several share a rule."""
    for selectors, rule in re.findall(r"^([^@{}/\n]+)\{([^}]*)\}", _BEDS, re.MULTILINE):
        found = re.search(rf"(?<![a-z-]){what}: var\(--([a-z-]+)\)", rule)
        if found and selector in (part.strip() for part in selectors.split(",")):
            return found[1]
    raise AssertionError(f"{selector} has no {what}")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str, theme: int) -> float:
    """Contrast ratio of two tokens as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(TOKENS[name][theme]) for name in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_formula_knows_the_ends_of_the_scale() -> None:
    assert luminance("#ffffff") == pytest.approx(1)
    assert luminance("#000000") == 0


@pytest.mark.parametrize("theme", range(2), ids=THEMES)
@pytest.mark.parametrize("kind", LABELLED)
def test_text_on_a_bar_is_read_on_its_ground_and_on_its_hatching(kind: str, theme: int) -> None:
    text = token_of(f".timeline .on.{kind}")
    assert contrast(text, token_of(f".ground.{kind}"), theme) >= TEXT
    if f".hatch.{kind}" in _BEDS:
        assert contrast(text, token_of(f".hatch.{kind}"), theme) >= TEXT


@pytest.mark.parametrize("theme", range(2), ids=THEMES)
@pytest.mark.parametrize("selector", [".names .house", ".year", ".tick", "text.today"])
def test_words_around_the_bars_are_read(selector: str, theme: int) -> None:
    assert contrast(token_of(f".timeline {selector}"), "card", theme) >= TEXT


@pytest.mark.parametrize("theme", range(2), ids=THEMES)
@pytest.mark.parametrize("kind", ["confirmed", "proposed", "drafted", "closed"])
def test_edge_of_a_bar_is_told_from_the_card(kind: str, theme: int) -> None:
    assert contrast(token_of(f".bar.{kind}", "stroke"), "card", theme) >= SHAPE
