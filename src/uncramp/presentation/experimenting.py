"""What is said of experiments: the same for the command line, the web and the calendar."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from uncramp.domain.experiment import Arm, Block, DrawnFor, Entry, Question, Rules, Verdict
from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import Sentence, Value, say
from uncramp.evidence.experiments import Testable, questions
from uncramp.presentation.labels import label
from uncramp.presentation.words import Words
from uncramp.risk.stopping import MOST_FURTHER
from uncramp.usecases.experiment_offers import INJURY, Offer
from uncramp.usecases.experiment_outcomes import LEAST_DISTANCE, LEAST_TIME, Outcome, Told
from uncramp.usecases.experiment_report import Coming, ExperimentReport, State, Tally

TITLES: Mapping[Question, Sentence] = MappingProxyType({
    Question.STRENGTH_WORK: say("Regular strength work for the legs"),
    Question.SLOWER_START: say("A slower first third"),
    Question.PICKLE_JUICE: say("A sip of pickle juice at the first twitch"),
})  # fmt: skip
ASKED: Mapping[Question, Sentence] = MappingProxyType({
    Question.STRENGTH_WORK: say("Do you cramp more or less often in weeks with strength work than in weeks without?"),
    Question.SLOWER_START: say("Do you cramp more or less often when you begin slower than you would?"),
    Question.PICKLE_JUICE: say("Do your twitches go on to a full cramp more or less often after a sip than without?"),
})  # fmt: skip
TODO: Mapping[tuple[Question, Arm], Sentence] = MappingProxyType({
    (Question.STRENGTH_WORK, Arm.WITH): say("Strength work for the legs, twice a week."),
    (Question.STRENGTH_WORK, Arm.WITHOUT): say("No strength work for the legs."),
    (Question.SLOWER_START, Arm.WITH): say(
        "Run the first third of the way about 5 % slower than you would: 15 s a kilometre where you would run 5:00."
    ),
    (Question.SLOWER_START, Arm.WITHOUT): say("Run the first third of the way as you always would."),
    (Question.PICKLE_JUICE, Arm.WITH): say(
        "At this twitch, take one small sip of pickle juice: a mouthful and no more, and none at any later one today."
    ),
    (Question.PICKLE_JUICE, Arm.WITHOUT): say("At this twitch, take none."),
})  # fmt: skip
ARMS: Mapping[Arm, Sentence] = MappingProxyType({Arm.WITH: say("with it"), Arm.WITHOUT: say("without it")})
STATES: Mapping[State, Sentence] = MappingProxyType({
    State.WAITING: say("not begun"),
    State.GOING_ON: say("going on"),
    State.SUSPENDED: say("suspended"),
    State.OVER: say("over"),
    State.CLOSED: say("closed"),
})  # fmt: skip
OUTCOMES: Mapping[Outcome, Sentence] = MappingProxyType({
    Outcome.NONE: say("no cramp"),
    Outcome.NEAR_CRAMP: say("a twitch only"),
    Outcome.CRAMP: say("cramp"),
    Outcome.NOT_ASKED: say("not told"),
    Outcome.GONE: say("the run is gone"),
})  # fmt: skip
VERDICTS: Mapping[Verdict, Sentence] = MappingProxyType({
    Verdict.LOWER: say("Looks lower for you"),
    Verdict.HIGHER: say("Looks higher for you"),
    Verdict.SAME: say("No difference that matters"),
    Verdict.NOT_YET: say("Cannot tell yet"),
    Verdict.NOT_TOLD: say("Could not be told"),
})  # fmt: skip
BLINDNESS = say(
    "Nobody was blind in it, so hope and worry counted along. It is an answer for you alone, and no proof for others."
)
CHANGED = say(
    "The diary says something else now than when it was read. The answer stays as it was read then: who may read until "
    "he likes it finds anything."
)
SAFETY = say(
    "Whatever the lot says: get out of a cramp as the page of relief tells, and see a doctor with the signs that it "
    "names. You may leave the experiment at any moment."
)
BEFOREHAND = say("If a run is not to take part, say so to yourself before you look at the lot, not after.")
CERTAIN, ALMOST, SELDOM, NEVER = 0.99, 0.95, 0.05, 0.01
DAYS_A_WEEK = 7


def of_chance(chance: float) -> Sentence:
    """A chance in words, in steps that a person can tell apart: nobody knows it better."""
    if chance >= CERTAIN:
        return say("more than 99 in 100")
    if chance >= ALMOST:
        return say("about {count} in 100", count=min(round(100.0 * chance), 99))
    if chance >= SELDOM:
        return say("about {count} in 10", count=min(max(round(10.0 * chance), 1), 9))
    if chance >= NEVER:
        return say("about {count} in 100", count=round(100.0 * chance))
    return say("less than 1 in 100")


def of_threshold(chance: float) -> Sentence:
    """A chance at which the rules speak, to the number: it was fixed, not estimated."""
    return say("{count} in 100", count=round(100.0 * chance))


def of_verdict(report: ExperimentReport) -> tuple[Sentence, ...]:
    """What its rules say, and what to make of that."""
    verdict, chances = report.conclusion.verdict, report.conclusion.chances
    fewer, more = _margins(report.rules)
    if verdict is Verdict.NOT_YET:
        return (_why_not_yet(report),)
    if verdict is Verdict.NOT_TOLD or chances is None:
        return (say("All its turns are over, and no answer was sure enough for the rules that were fixed beforehand."),)
    said: dict[Verdict, Sentence] = {
        Verdict.LOWER: say(
            "That cramps are rarer with it by more than {share}: {chance}.",
            share=fewer,
            chance=of_chance(chances.lower),
        ),
        Verdict.HIGHER: say(
            "That cramps are more frequent with it by more than {share}: {chance}. Leave it.",
            share=more,
            chance=of_chance(chances.higher),
        ),
        Verdict.SAME: say(
            "That any difference is smaller than {share}: {chance}.", share=fewer, chance=of_chance(chances.same)
        ),
    }
    if report.has_changed:
        return said[verdict], CHANGED, BLINDNESS
    return said[verdict], BLINDNESS


def of_belief(report: ExperimentReport) -> tuple[Sentence, ...]:
    """What may be believed today, whatever the rules say."""
    fewer, more = _margins(report.rules)
    return (
        say(
            "With it cramps come {ratio} times as often as without. The range holds 8 times in 10.", ratio=report.ratio
        ),
        say("Rarer by more than {share}: {chance}.", share=fewer, chance=of_chance(report.chances.lower)),
        say("No difference that matters: {chance}.", chance=of_chance(report.chances.same)),
        say("More frequent by more than {share}: {chance}.", share=more, chance=of_chance(report.chances.higher)),
    )


def of_further(report: ExperimentReport) -> tuple[Sentence, ...]:
    """How much longer it would take, or nothing where that is not asked any more."""
    if report.further is None:
        return ()
    half, most = report.further.half, report.further.most
    cap = _turns(report, MOST_FURTHER // report.runs_a_turn)
    left = report.rules.most - report.turns
    if half is None:
        sentences = [say("Even {cap} more would settle fewer than half of the ways in which it may go on.", cap=cap)]
    elif most is None:
        half_turns = _turns(report, half)
        sentences = [
            say("In half of the ways in which it may go on, {half} more settle it.", half=half_turns),
            say("For 8 in 10 of them it would take more than {cap}.", cap=cap),
        ]
    else:
        half_turns, most_turns = _turns(report, half), _turns(report, most)
        sentences = [
            say(
                "In half of the ways in which it may go on, {half} more settle it; in 8 of 10, {most} more.",
                half=half_turns,
                most=most_turns,
            )
        ]
    if most is None or most > left:
        sentences.append(say("Its rules end it after {left} more, settled or not.", left=_turns(report, left)))
    return tuple(sentences)


def of_deviations(report: ExperimentReport) -> Sentence:
    """How often the other was done."""
    if not report.written:
        return say("Nothing has been written down yet.")
    return say(
        "In {count} of {written} turns the other was done. They are read as drawn all the same: who sorts them by what "
        "was done measures who felt like it.",
        count=report.deviations,
        written=report.written,
    )


def of_tally(tally: Tally, words: Words) -> Sentence:
    """Outcomes of one arm."""
    parts = ", ".join(f"{words(OUTCOMES[each])}: {tally.counts[each]}" for each in Outcome if tally.counts.get(each))
    if tally.release is None:
        return say("{parts}", parts=parts or words(say("nothing yet")))
    return say("{parts}; half of them let go within {time}", parts=parts, time=Quantity("elapsed_time", tally.release))


def of_rules(rules: Rules, testable: Testable) -> tuple[Sentence, ...]:
    """Its rules, as they were fixed before it began."""
    fewer, more = _margins(rules)
    return (
        *_of_turns(rules),
        say(
            "It is read after every {every} turns, once there are {first} outcomes each way. What you see in between "
            "decides nothing.",
            every=rules.every,
            first=rules.first,
        ),
        say(
            "“Looks lower” takes a chance of {lower} that cramps are rarer by more than {fewer}; “looks higher” one of "
            "{higher} that they are more frequent by more than {more}; “no difference that matters” one of {same} for "
            "what lies between.",
            lower=of_threshold(rules.lower),
            higher=of_threshold(rules.higher),
            same=of_threshold(rules.same),
            fewer=fewer,
            more=more,
        ),
        say(
            "Played thousands of times with nothing to find, such experiments claim to have found something in about "
            "{wrong} of 100 at most.",
            wrong=round(100.0 * testable.measured.wrong),
        ),
        *(
            say(
                "Where {cramps} in 10 end in a cramp without it and about half as many with it, {found} of 100 such "
                "experiments find that.",
                cramps=round(10.0 * each.chance),
                found=round(100.0 * each.share),
            )
            for each in testable.measured.found
        ),
        say("So most experiments on one runner end without an answer, and that is told too."),
    )


def of_coming(report: ExperimentReport) -> Sentence:
    """Which turn is next, without what was drawn for it."""
    coming = report.coming
    if coming is None:
        if report.state is State.WAITING:
            return say("It begins on {day}.", day=f"{report.start}")
        if report.state is State.SUSPENDED:
            return say("Nothing: it is suspended.")
        return say("Nothing: it is over.")
    if coming.block is None:
        return say("Turn {number} of at most {most}.", number=coming.turn + 1, most=report.rules.most)
    facts: dict[str, Value] = {
        "number": coming.turn + 1,
        "count": len(report.blocks),
        "first": f"{coming.block.first}",
        "last": f"{coming.block.last}",
    }
    return Sentence(say("Block {number} of {count}, from {first} to {last}.").template, facts)


def of_lot(report: ExperimentReport, coming: Coming) -> tuple[Sentence, ...]:
    """What was drawn for the turn that is next, or nothing before it was."""
    if coming.arm is None:
        return ()
    todo = TODO[report.question, coming.arm]
    if coming.drawn is None:
        return (todo,)
    if not coming.is_due:
        return (
            say(
                "For the twitch at which it was drawn the lot was: {arm}. It holds for no other.", arm=ARMS[coming.arm]
            ),
        )
    if report.rules.drawn_for is DrawnFor.RUN:
        return todo, say("It holds for the first long run from now on, whichever that is, and for no other.")
    return todo, say("It holds for this twitch and for no other.")


def of_block(block: Block) -> Sentence:
    """A line of the schedule."""
    return say(
        "{number}: {first} to {last}, {arm}; runs count from {counted}",
        number=block.turn + 1,
        first=f"{block.first}",
        last=f"{block.last}",
        arm=ARMS[block.arm],
        counted=f"{block.counted}",
    )


def of_told(told: Told) -> Sentence:
    """A line of the outcomes."""
    facts: dict[str, Value] = {"number": told.turn + 1, "arm": ARMS[told.arm], "outcome": OUTCOMES[told.outcome]}
    if told.run is None:
        return Sentence(say("{number}, {arm}: {outcome}").template, facts)
    facts |= {"run": told.run.number, "day": f"{told.run.outline.local_start:%Y-%m-%d}"}
    return Sentence(say("{number}, {arm}: {outcome}, run {run} on {day}").template, facts)


def of_entry(entry: Entry) -> Sentence:
    """That a turn was written down."""
    return say("Turn {number} is written down: {did}.", number=entry.turn + 1, did=ARMS[entry.did])


def of_waiting(report: ExperimentReport) -> tuple[Sentence, ...]:
    """The run that has the turn, and outcomes that nobody told."""
    untold = sum(each.outcome is Outcome.NOT_ASKED for each in report.told)
    sentences = [
        say(
            "Run {run} is the first long one since the lot was drawn, so it has the turn. Write down what you did.",
            run=run.number,
        )
        for run in report.waiting
    ]
    if untold:
        sentences.append(
            say(
                "Of {count} runs the diary does not say how they ended. Say so, also where nothing cramped.",
                count=untold,
            )
        )
    return tuple(sentences)


def of_agreement(offer: Offer, words: Words) -> Sentence | None:
    """With what somebody who treats the runner must agree, or None."""
    named = [words(label(each)) for each in offer.conditions] + ([words(INJURY)] if offer.is_injured else [])
    if not named:
        return None
    return say("Your profile says: {named}. Ask who treats you before you begin.", named=", ".join(named))


def _of_turns(rules: Rules) -> Iterable[Sentence]:
    distance, time = Quantity("distance", LEAST_DISTANCE), Quantity("elapsed_time", LEAST_TIME)
    if rules.drawn_for is DrawnFor.BLOCK:
        yield say(
            "{count} blocks of {weeks} weeks, their order drawn by lot. Runs of the first {wash_out} weeks of each do "
            "not count: what went before may still act.",
            count=rules.most,
            weeks=rules.block_days // DAYS_A_WEEK,
            wash_out=rules.wash_out_days // DAYS_A_WEEK,
        )
    if rules.drawn_for is DrawnFor.RUN:
        yield say("Up to {count} runs, each drawn by lot when its turn comes.", count=rules.most)
        yield BEFOREHAND
    if rules.drawn_for is DrawnFor.TWITCH:
        yield say("Up to {count} twitches, each drawn by lot when its turn comes.", count=rules.most)
        yield say("A twitch that goes on to a full cramp counts, one that does not is none.")
        return
    yield say("Only runs from {distance}, or beyond {time}, count, and only if the diary says how they ended.",
              distance=distance, time=time)  # fmt: skip
    yield say("A cramp in the run or within six hours after it counts one, a twitch alone a half.")


def _why_not_yet(report: ExperimentReport) -> Sentence:
    fewest = min(tally.known for tally in report.tallies.values())
    if fewest < report.rules.first:
        return say(
            "It is not read before there are {first} outcomes each way; so far the smaller side has {count}.",
            first=report.rules.first,
            count=fewest,
        )
    return say("Neither a difference that matters nor its absence is sure enough for the rules.")


def _turns(report: ExperimentReport, count: int) -> Sentence:
    runs = count * report.runs_a_turn
    one, many = {
        DrawnFor.RUN: (say("one run"), say("{count} runs", count=count)),
        DrawnFor.TWITCH: (say("one twitch"), say("{count} twitches", count=count)),
        DrawnFor.BLOCK: (
            say("one block (about {runs} long runs)", runs=runs),
            say("{count} blocks (about {runs} long runs)", count=count, runs=runs),
        ),
    }[report.rules.drawn_for]
    return one if count == 1 else many


def _margins(rules: Rules) -> tuple[Quantity, Quantity]:
    """How much rarer and how much more frequent is a difference that matters."""
    return Quantity("share", 1.0 - 1.0 / rules.margin), Quantity("share", rules.margin - 1.0)


def grade_of(question: Question) -> Sentence:
    """How well it is known by now."""
    return label(questions()[question].grade)
