import re
from itertools import product
from pathlib import Path

import pytest

import uncramp.web

STYLE = (Path(uncramp.web.__file__).parent / "static" / "uncramp" / "uncramp.css").read_text("utf-8")
TEXT, LARGE = 4.5, 3.0  # WCAG 2.2, success criteria 1.4.3 and 1.4.11
READ = [*product(("ink", "soft", "accent"), ("paper", "tint")), ("on-accent", "accent")]
SEEN = [("edge", "paper")]


def palettes() -> dict[str, dict[str, str]]:
    """Colours by name, in light and in dark."""
    light, dark, _ = (
        dict(re.findall(r"--([\w-]+): (#\w{6})", block)) for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    )
    return {"light": light, "dark": dark}


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_the_ratio_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)  # WCAG 2.2, note to "contrast ratio"
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # WebAIM's checker


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"), [*((*pair, TEXT) for pair in READ), *((*pair, LARGE) for pair in SEEN)]
)
def test_everything_can_be_read_in_light_and_dark(scheme: str, front: str, back: str, least: float) -> None:
    palette = palettes()[scheme]
    assert contrast(palette[front], palette[back]) >= least


def test_both_schemes_name_the_same_colours_and_nothing_else_has_one() -> None:
    light, dark = palettes().values()
    assert light.keys() == dark.keys()
    rules = re.sub(r":root \{.*?\}", "", STYLE, flags=re.DOTALL)
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgb|hsl", rules) == []


def test_nothing_comes_from_elsewhere() -> None:
    assert re.findall(r"url\(|@import|https?:", STYLE) == []


def test_focus_can_be_seen() -> None:
    assert re.search(r":focus-visible \{ outline: 3px solid var\(--accent\)", STYLE)
    assert re.findall(r"([^\n{]+)\{[^}]*outline: none", STYLE) == ["main:focus "]  # it only takes the skip link's jump
