"""The runner's weigh-ins as tests of the sweat rate, each with the pace and the heat of its run."""

from collections.abc import Iterable
from dataclasses import replace
from math import nan

from uncramp.domain.diary import WeighIn
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.sentence import Sentence, say
from uncramp.evidence.priors import priors
from uncramp.exposure.air import told_weather, wbgt_told_of
from uncramp.physiology.sweat import SHORTEST_TEST, SweatModel, SweatTest, measured_sweat_rate
from uncramp.usecases.ports import KeptRun, KeptWeighIn


def sweat_model() -> SweatModel:
    """The sweat model with the numbers of the evidence."""
    sweat, weighing = priors().sweat, priors().weighing
    return SweatModel(
        median=sweat.median,
        log_sd=sweat.log_sd,
        speed=sweat.speed,
        wbgt=sweat.wbgt,
        speed_log_sd=sweat.speed_log_sd,
        wbgt_log_sd=sweat.wbgt_log_sd,
        slope_sd=sweat.slope_sd,
        run_log_sd=sweat.run_log_sd,
        run_sd=sweat.run_sd,
        absurd_share=weighing.absurd_share,
        scale_sd=weighing.scale_sd,
        urine_mean=weighing.urine_mean,
        urine_sd=weighing.urine_sd,
        clothes_mean=weighing.clothes_mean,
        clothes_sd=weighing.clothes_sd,
    )


def sweat_test(weigh_in: WeighIn, run: KeptRun) -> SweatTest:
    """A weigh-in with the mean pace between the two weighings and the heat that the run's file tells."""
    distance = run.outline.distance
    speed = nan if distance is None else distance / weigh_in.duration
    return SweatTest(weigh_in, speed, _told_wbgt(run))


def sweat_tests(weigh_ins: Iterable[KeptWeighIn], runs: Iterable[KeptRun]) -> list[SweatTest]:
    """One test a run, the last that was told of it; the newest run first."""
    by_number = {run.number: run for run in runs}
    newest = {kept.run: kept.weigh_in for kept in weigh_ins}
    return [sweat_test(weigh_in, by_number[number]) for number, weigh_in in newest.items() if number in by_number]


def told_sweat_rate(test: SweatTest) -> Range | None:
    """Sweat rate that one weigh-in shows, L/h, nowhere below 0, or None where it shows none."""
    rate = measured_sweat_rate(test, sweat_model())
    return replace(rate, low=max(rate.low, 0.0)) if rate.median > 0.0 else None


def why_no_sweat_rate(weigh_in: WeighIn) -> Sentence:
    """Why a weigh-in shows none, in a sentence."""
    if weigh_in.duration < SHORTEST_TEST:
        return say(
            "The weigh-in is kept, but no sweat rate can be told from {duration}: it takes {shortest} at least.",
            duration=Quantity("elapsed_time", weigh_in.duration),
            shortest=Quantity("elapsed_time", SHORTEST_TEST),
        )
    return say(
        "The weigh-in is kept, but no sweat rate can be told from it: no more was lost than breath, fuel and urine "
        "account for."
    )


def _told_wbgt(run: KeptRun) -> float:
    """°C in the middle of a run, that of the air where frost knows no WBGT, or NaN where no file tells of it."""
    weather, wbgt = told_weather(run.said), wbgt_told_of(run, priors().weather)
    if weather is None:
        return nan
    return weather.temperature if wbgt is None else wbgt.median
