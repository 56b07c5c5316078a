import numpy as np
from django.template import Context, Template

from uncramp.domain.grade import Grade
from uncramp.domain.quantities import Range
from uncramp.domain.sentence import say
from uncramp.domain.weather import Provenance
from uncramp.exposure.covariates import Covariate
from uncramp.presentation.telling import of_forecast
from uncramp.presentation.words import Words
from uncramp.risk.forecast import Band, Forecast
from uncramp.risk.reasons import Reason

FORECAST = Forecast(
    probability=Range("probability", 0.02, 0.08, 0.3),
    expected=0.12,
    band=Band.RAISED,
    distance=np.array([1000.0, 2000.0, 2500.0]),
    cumulative=np.array([[0.0, 0.01, 0.02], [0.0001, 0.03, 0.08], [0.0004, 0.1, 0.3]]),
    per_kilometre=np.array([0.0001, 0.0299, 0.05]),
    reasons=(
        Reason(
            Covariate.CRAMP_HISTORY,
            say("You have cramped before."),
            Range("log_hazard", 0.1, 0.5, 0.9),
            Grade.STRONG,
            ("rf-history-56",),
            Provenance.DIARY,
        ),
        Reason(
            Covariate.MALE,
            say("Women cramp less."),
            Range("log_hazard", -0.5, -0.2, 0.1),
            Grade.MODERATE,
            (),
            Provenance.PROFILE,
        ),
    ),
    unknown=(Covariate.WBGT,),
    extrapolated=False,
)
PAGE = Template("{% load forecasting %}{% how_likely forecast %}").render(
    Context({"words": Words(), "forecast": FORECAST})
)


def test_the_risk_is_an_interval_and_a_band() -> None:
    assert all(Words()(sentence) in PAGE for sentence in of_forecast(FORECAST))
    assert "8 % (2 to 30 %)" in PAGE
    assert "raised for the distance" in PAGE


def test_reasons_say_which_way_they_go_without_colour_with_grade_and_source() -> None:
    raised, lowered = PAGE.split("<li>")[1:3]
    for part in ("↑", "Raises it:", "You have cramped before.", "strong evidence, from diary", "#rf-history-56"):
        assert part in raised
    assert "↓" in lowered
    assert "Lowers it:" in lowered


def test_what_is_not_known_is_said() -> None:
    assert "Not known, and so the range is wide: the weather." in PAGE


def test_the_table_has_the_numbers_of_the_chart() -> None:
    rows = PAGE.partition("<tbody>")[2].split("<tr>")[1:]
    assert [row.count("<td") for row in rows] == [2, 2, 2]
    for row, parts in zip(rows, (("1 km", "&lt; 0.1 %<"), ("2 km", "3 % (1 to 10 %)"), ("2.5 km", "5 %")), strict=True):
        assert all(part in row for part in parts)
