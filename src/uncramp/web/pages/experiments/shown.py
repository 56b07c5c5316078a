"""What the pages show of experiments."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import Form

from uncramp.domain.experiment import Block, DrawnFor
from uncramp.domain.sentence import Sentence
from uncramp.evidence.experiments import questions
from uncramp.presentation.experiment_chart import posterior_chart, posterior_rows
from uncramp.presentation.experimenting import (
    ARMS,
    ASKED,
    BEFOREHAND,
    OUTCOMES,
    SAFETY,
    STATES,
    TITLES,
    VERDICTS,
    of_agreement,
    of_belief,
    of_chance,
    of_coming,
    of_deviations,
    of_further,
    of_lot,
    of_rules,
    of_tally,
    of_verdict,
    of_waiting,
)
from uncramp.presentation.words import Words
from uncramp.usecases.experiment_offers import Offer
from uncramp.usecases.experiment_outcomes import Outcome, Told
from uncramp.usecases.experiment_report import ExperimentReport, State


@dataclass(frozen=True, slots=True)
class OfferShown:
    """A question with the form that begins it."""

    offer: Offer
    title: Sentence
    asked: Sentence
    rules: tuple[Sentence, ...]
    agreement: Sentence | None
    form: Form


@dataclass(frozen=True, slots=True)
class Line:
    """One experiment of the list."""

    report: ExperimentReport
    title: Sentence
    state: Sentence
    verdict: Sentence


@dataclass(frozen=True, slots=True)
class BlockShown:
    """A block, and what was done in it, None where nobody said; ``is_asked`` once it has begun."""

    block: Block
    arm: Sentence
    did: Sentence | None
    is_now: bool
    is_asked: bool


@dataclass(frozen=True, slots=True)
class ToldShown:
    """One outcome; ``is_other`` where the other was done."""

    told: Told
    arm: Sentence
    outcome: Sentence
    is_other: bool
    is_untold: bool


def shown_offer(offer: Offer, form: Form, words: Words) -> OfferShown:
    """What the list needs of a question."""
    rules = of_rules(offer.testable.rules, offer.testable)
    return OfferShown(offer, TITLES[offer.question], ASKED[offer.question], rules, of_agreement(offer, words), form)


def shown_list(reports: Iterable[ExperimentReport]) -> list[Line]:
    """The experiments so far."""
    return [
        Line(each, TITLES[each.question], STATES[each.state], VERDICTS[each.conclusion.verdict]) for each in reports
    ]


def shown(report: ExperimentReport, words: Words) -> dict[str, object]:
    """What the page needs of one experiment."""
    testable = questions()[report.question]
    coming = report.coming
    return {
        "title": TITLES[report.question],
        "asked": ASKED[report.question],
        "state": STATES[report.state],
        "verdict": VERDICTS[report.conclusion.verdict],
        "said": (*of_verdict(report), *of_further(report)),
        "coming": of_coming(report),
        "lot": () if coming is None else of_lot(report, coming),
        "waiting": of_waiting(report),
        "blocks": _blocks(report),
        "tallies": [(ARMS[arm], of_tally(tally, words)) for arm, tally in report.tallies.items()],
        "told": [_told(each) for each in reversed(report.told)],
        "deviations": of_deviations(report),
        "belief": of_belief(report),
        "chart": posterior_chart(report, words),
        "rows": [(row.name, of_chance(row.chance)) for row in posterior_rows(report)],
        "rules": of_rules(report.rules, testable),
        "safety": SAFETY,
        "beforehand": BEFOREHAND,
        "findings": testable.findings,
        "is_open": report.closed is None,
        "is_run": report.rules.drawn_for is DrawnFor.RUN,
        "is_twitch": report.rules.drawn_for is DrawnFor.TWITCH,
    }


def _blocks(report: ExperimentReport) -> list[BlockShown]:
    now = None if report.coming is None else report.coming.turn
    return [
        BlockShown(
            block,
            ARMS[block.arm],
            None if block.turn not in report.did else ARMS[report.did[block.turn]],
            is_now=block.turn == now and report.state is State.GOING_ON,
            is_asked=report.state is State.GOING_ON and now is not None and block.turn <= now,
        )
        for block in report.blocks
    ]


def _told(told: Told) -> ToldShown:
    return ToldShown(
        told,
        ARMS[told.arm],
        OUTCOMES[told.outcome],
        is_other=told.entry is not None and told.entry.did is not told.arm,
        is_untold=told.outcome is Outcome.NOT_ASKED,
    )
