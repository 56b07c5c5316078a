"""What the runner tells: the profile, cramps and that there were none, and weigh-ins."""

from datetime import date, timedelta
from zoneinfo import ZoneInfoNotFoundError

from uncramp.domain.diary import Answer, CrampEpisode, Onset, WeighIn
from uncramp.domain.errors import NotFoundError, invalid
from uncramp.domain.outline import Sport, zone
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.runner import Runner
from uncramp.domain.sentence import say
from uncramp.physiology.sweat import sweat_rate_from_weigh_in
from uncramp.usecases.ports import Logbook
from uncramp.usecases.sweating import sweat_test, told_sweat_rate


def save_profile(runner: Runner, logbook: Logbook, today: date) -> None:
    """Keep the profile.

    Raises
    ------
    InvalidValueError
        If mass, year of birth or heart rates cannot be a person's, or no time zone has the name.
    """
    if runner.mass is not None and not Quantity("mass", runner.mass).is_possible:
        raise invalid("A body mass of {mass} cannot be right.", mass=Quantity("mass", runner.mass))
    age = runner.age(today)
    if runner.birth_year is not None and age is not None and not Quantity("age", age).is_possible:
        raise invalid("{year} cannot be your year of birth.", year=str(runner.birth_year))
    for rate in (runner.resting_heart_rate, runner.max_heart_rate):
        if rate is not None and not Quantity("heart_rate", rate).is_possible:
            raise invalid("A heart rate of {rate} cannot be right.", rate=Quantity("heart_rate", rate))
    resting, highest = runner.resting_heart_rate, runner.max_heart_rate
    if resting is not None and highest is not None and resting >= highest:
        raise invalid(
            "A resting heart rate of {resting} cannot be as high as the highest of {highest}.",
            resting=Quantity("heart_rate", resting),
            highest=Quantity("heart_rate", highest),
        )
    try:
        zone(runner.time_zone)
    except ZoneInfoNotFoundError as error:
        name = str(runner.time_zone)
        raise invalid("{name} is no time zone; they are called like Europe/Berlin.", name=name) from error
    logbook.save_runner(runner)


def record_cramp(run: int, episode: CrampEpisode, logbook: Logbook) -> bool:
    """Write a cramp down, and say whether the answer that nothing cramped was taken back for it.

    Who remembers later is right; a night cramp leaves the answer as it is.

    Raises
    ------
    InvalidValueError
        If it began at no possible distance, or beyond the end of the run, or is in the diary already.
    NotFoundError
        If there is no such run.
    """
    distance = logbook.run(run).outline.distance
    place = None if episode.distance is None else Quantity("distance", episode.distance)
    if place is not None and not place.is_possible:
        raise invalid("A cramp cannot have begun at {place}.", place=place)
    if place is not None and episode.onset is not Onset.DURING:
        raise invalid("A cramp after the run has no place in it, not {place}.", place=place)
    if place is not None and distance is not None and place.value > distance:
        raise invalid(
            "A cramp at {place} lies beyond the end of the run at {distance}.",
            place=place,
            distance=Quantity("distance", distance),
        )
    return logbook.add_episode(run, episode)


def record_no_cramp(run: int, answer: Answer, logbook: Logbook) -> None:
    """Write down that nothing cramped in a run or within six hours after it; who said so before changes nothing.

    Raises
    ------
    InvalidValueError
        If it was no run, or was not over when the answer was given, or the diary holds a cramp or twitch of it.
    NotFoundError
        If there is no such run.
    """
    outline = logbook.run(run).outline
    if outline.sport is not Sport.RUNNING:
        raise invalid("Number {run} is no run: only of runs it is asked whether anything cramped.", run=run)
    end = outline.start + timedelta(seconds=outline.elapsed_time)
    if answer.reported < end:
        clock = f"{end.astimezone(outline.local_start.tzinfo):%Y-%m-%d %H:%M}"
        raise invalid("Run {run} ends at {clock}: only then it can be told that nothing cramped.", run=run, clock=clock)
    logbook.add_answer(run, answer)


def take_back_cramp(number: int, logbook: Logbook) -> None:
    """Take a cramp out of the diary, by its own number.

    Raises
    ------
    NotFoundError
        If there is no such cramp.
    """
    logbook.remove_episode(number)


def take_back_answer(run: int, logbook: Logbook) -> None:
    """Take back that nothing cramped in a run: whether anything did is unknown again.

    Raises
    ------
    NotFoundError
        If there is no such run, or it was not answered.
    """
    logbook.remove_answer(run)


def take_back_last(run: int, logbook: Logbook) -> CrampEpisode | Answer:
    """Take back what was told of a run last, and say what it was.

    Raises
    ------
    NotFoundError
        If there is no such run, or the diary holds nothing of it.
    """
    number = logbook.run(run).number
    answer = next((kept.answer for kept in logbook.answers() if kept.run == number), None)
    cramps = [kept for kept in logbook.episodes() if kept.run == number]
    last = max(cramps, key=lambda kept: (kept.episode.reported, kept.number), default=None)
    if answer is not None and (last is None or last.episode.reported < answer.reported):
        take_back_answer(number, logbook)
        return answer
    if last is None:
        raise NotFoundError(say("The diary holds nothing of run {number}.", number=number))
    take_back_cramp(last.number, logbook)
    return last.episode


def record_weigh_in(run: int, weigh_in: WeighIn, logbook: Logbook) -> Range | None:
    """Write a weigh-in down, and tell the sweat rate that it shows, L/h, or None where it shows none.

    Raises
    ------
    InvalidValueError
        If it shows a sweat rate that nobody has: the drink plan would trust it.
    NotFoundError
        If there is no such run.
    """
    rate = Quantity("sweat_rate", sweat_rate_from_weigh_in(weigh_in))
    if not rate.is_possible:
        raise invalid(
            "A sweat rate of {rate} cannot be right: look again at both masses, what was drunk and the time between.",
            rate=rate,
        )
    test = sweat_test(weigh_in, logbook.run(run))
    logbook.add_weigh_in(run, weigh_in)
    return told_sweat_rate(test)
