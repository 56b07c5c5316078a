"""What reports say, in sentences: the same for the command line and the web."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from uncramp.domain.diary import Answer, CrampEpisode, MassReading, Muscle
from uncramp.domain.outline import zone
from uncramp.domain.plan import Plan, Split
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.sentence import Sentence, Value, say
from uncramp.evidence.findings import findings
from uncramp.exposure.air import told_weather
from uncramp.exposure.covariates import Covariate
from uncramp.presentation.labels import label
from uncramp.presentation.words import Words
from uncramp.risk.forecast import Band, Forecast
from uncramp.usecases.learning import DiarySummary
from uncramp.usecases.ports import Recording

HEADLINES = {
    Band.LOW: say("Your chance of a cramp is put at {probability}: low for the distance."),
    Band.USUAL: say("Your chance of a cramp is put at {probability}: usual for the distance."),
    Band.RAISED: say("Your chance of a cramp is put at {probability}: raised for the distance."),
}
UNKNOWN = {
    Covariate.OVER_PACE: say("how the pace compares with a recent effort over 5 km"),
    Covariate.CRAMP_HISTORY: say("whether you cramped in your last races"),
    Covariate.RECENT_SESSION_TIME: say("the last three days before the run"),
    Covariate.BEYOND_LONGEST: say("your longest run of the last 30 days"),
    Covariate.MALE: say("your sex"),
    Covariate.INJURY_12_MONTHS: say("injuries of the last twelve months"),
    Covariate.CONDITIONS: say("illnesses and medicines"),
    Covariate.FAMILY_HISTORY: say("cramps in your family"),
    Covariate.STRENGTH_WORK: say("whether you do strength work"),
    Covariate.AGE: say("your age"),
    Covariate.WBGT: say("the weather"),
}

SAME_LOAD = 5
"""Sessions that differ by less than this, min, are alike."""


def of_forecast(forecast: Forecast, diary: DiarySummary) -> tuple[Sentence, ...]:
    """Headline and how far to trust it."""
    headline = Sentence(HEADLINES[forecast.band].template, {"probability": forecast.probability})
    cautions = [*of_diary(diary)]
    if forecast.extrapolated:
        cautions.append(say("No race of this length was studied: the figure is carried over from the marathon."))
    return headline, *cautions


def of_diary(diary: DiarySummary) -> Iterator[Sentence]:
    """What the range rests on."""
    if not diary.told:
        yield _without_diary(diary.sharing)
        return
    yield (
        _with_club(diary)
        if diary.sharing
        else say(
            "By this model the chance lies in the range 8 times in 10. It comes from studies of other runners and from "
            "your diary: runs with a cramp {cramps}, with a twitch only {near}, with nothing {none}.",
            cramps=diary.cramps,
            near=diary.near,
            none=diary.none,
        )
    )
    if diary.is_one_sided:
        yield say(
            "Your diary tells of bad days only, so it can hardly say how often: answer for the good ones as well."
        )
    if diary.picked:
        yield say(
            "Of the cramp that your diary began with, and of those written down more than two weeks after the run, the "
            "place counts, and not how many there were."
        )
    if diary.late:
        yield say(
            "{late} answers that nothing cramped came more than two weeks after the run and are not counted. If you "
            "remember every cramp, say so in your profile: then all runs count.",
            late=diary.late,
        )


def _without_diary(sharing: int) -> Sentence:
    if not sharing:
        return say(
            "By this model the chance lies in the range 8 times in 10. It comes from studies of other runners, not yet "
            "from your own diary."
        )
    return say(
        "By this model the chance lies in the range 8 times in 10. It comes from studies of other runners and from "
        "runners who share with you, {runners} of them, not yet from your own diary.",
        runners=sharing,
    )


def _with_club(diary: DiarySummary) -> Sentence:
    return say(
        "By this model the chance lies in the range 8 times in 10. It comes from studies of other runners, from your "
        "diary: runs with a cramp {cramps}, with a twitch only {near}, with nothing {none}; and from runners who share "
        "with you: {runners}.",
        cramps=diary.cramps,
        near=diary.near,
        none=diary.none,
        runners=diary.sharing,
    )


def of_where(forecast: Forecast) -> Sentence:
    """Where in the run the first cramp comes, if one comes."""
    low, high = (Quantity("distance", end) for end in (forecast.place.low, forecast.place.high))
    return say(
        "If one comes, it comes between {low} and {high} 8 times in 10, half of the times beyond {middle}.",
        low=low,
        high=high,
        middle=Quantity("distance", forecast.place.median),
    )


def of_muscles(muscles: Sequence[tuple[Muscle, Range]], words: Words) -> Sentence:
    """Which muscle it takes, most likely first."""
    first, second, *_ = ((words(label(muscle)), share) for muscle, share in muscles)
    return say(
        "It takes the {muscle} most often, {share} of all cramps, then the {next}, {next_share}.",
        muscle=first[0],
        share=first[1],
        next=second[0],
        next_share=second[1],
    )


def of_sources(ids: Iterable[str]) -> Sentence:
    """Where the findings were published, and whether all of them were seen there."""
    known = [findings()[each] for each in ids]
    keys = ", ".join(dict.fromkeys(each.source for each in known))
    if all(each.verified for each in known):
        return say("Sources: {keys}", keys=keys)
    return say("Sources, in part from memory: {keys}", keys=keys)


def of_unknown(forecast: Forecast, words: Words) -> Sentence | None:
    """What is not known and makes the interval wide, or None."""
    if not forecast.unknown:
        return None
    parts = ", ".join(words(UNKNOWN[name]) for name in forecast.unknown)
    return say("Not known, and so the range is wide: {parts}.", parts=parts)


def of_load(above_habit: float) -> Sentence:
    """How the mean session of the last three days compares with habit, from their difference in s."""
    minutes = round(above_habit / 60.0)
    if minutes >= SAME_LOAD:
        return say("Your sessions of the last three days were {minutes} min longer than your habit.", minutes=minutes)
    if minutes <= -SAME_LOAD:
        return say("Your last three days were lighter than your habit.")
    return say("Your last three days were as your habit.")


def of_race(plan: Plan) -> Sentence:
    """Title of a plan."""
    race = plan.race
    values: dict[str, Value] = {
        "distance": Quantity("distance", race.distance),
        "start": f"{race.start:%Y-%m-%d %H:%M}",
    }
    if race.goal_time is None:
        return Sentence(say("Plan for {distance} on {start}").template, values)
    values["goal"] = Quantity("elapsed_time", race.goal_time)
    return Sentence(say("Plan for {distance} on {start}, goal {goal}").template, values)


def of_episode(episode: CrampEpisode, words: Words) -> Sentence:
    """One line of the diary."""
    what = (
        words(label(episode.muscle))
        if episode.side is None
        else f"{words(label(episode.muscle))} ({words(label(episode.side))})"
    )
    parts = [what, words(label(episode.onset))]
    if episode.severity is not None:
        parts.insert(1, words(label(episode.severity)))
    if episode.distance is not None:
        parts.append(words.quantity("distance", episode.distance))
    facts = ", ".join(parts)
    return (
        say("Cramp: {facts}. {note}", facts=facts, note=episode.note)
        if episode.note
        else say("Cramp: {facts}.", facts=facts)
    )


def of_answer(answer: Answer) -> Sentence:
    """That nothing cramped."""
    return say(
        "Nothing cramped in it or within six hours after it, as you said on {day}.",
        day=f"{answer.reported:%Y-%m-%d}",
    )


def of_answer_gone() -> Sentence:
    """That a cramp took the place of the answer that there was none."""
    return say("Your answer that nothing cramped in this run is taken back.")


def of_taken_back(entry: CrampEpisode | Answer, words: Words) -> Sentence:
    """That an entry is no longer in the diary."""
    return say("Taken back: {entry}", entry=of_answer(entry) if isinstance(entry, Answer) else of_episode(entry, words))


def of_mass(reading: MassReading) -> Sentence:
    """The body mass that is used as long as none is typed."""
    return say(
        "{mass}, from your scale on {day}", mass=Quantity("mass", reading.mass), day=f"{reading.moment:%Y-%m-%d}"
    )


def of_recording(recording: Recording) -> Sentence:
    """One of the files of a run."""
    start = f"{recording.start.astimezone(zone(recording.time_zone)):%Y-%m-%d %H:%M}"
    facts: dict[str, Value] = {"number": recording.number, "name": recording.file_name, "start": start}
    if recording.is_used:
        return Sentence(say("{number}: {name}, {start}; the run is taken from it").template, facts)
    return Sentence(say("{number}: {name}, {start}").template, facts)


def of_said(said: Mapping[str, float | str]) -> tuple[Sentence, ...]:
    """What the files say of the whole run, as far as it is of use to a runner."""
    told: list[Sentence] = [say("{text}", text=str(said[name])) for name in ("description", "note") if said.get(name)]
    rpe, gear = said.get("rpe"), said.get("gear")
    if isinstance(rpe, float | int):
        told.append(say("Effort, as you rated it: {rpe} of 10.", rpe=f"{rpe:g}"))
    if gear:
        told.append(say("Worn: {gear}.", gear=str(gear)))
    weather = told_weather(said)
    if weather is not None:
        told.append(say("In the air: {temperature}.", temperature=Quantity("temperature", weather.temperature)))
    if weather is not None and weather.relative_humidity is not None:
        told.append(say("Humidity: {humidity}.", humidity=Quantity("relative_humidity", weather.relative_humidity)))
    return tuple(told)


def of_drink(plan: Plan) -> tuple[Sentence, ...]:
    """The drink plan in numbers, or nothing where there may be none."""
    drink = plan.drink
    if drink.ceiling is None or drink.sweat_rate is None or drink.mass_change is None:
        return ()
    return (
        say("At most {ceiling}, and only when thirsty.", ceiling=Quantity("fluid_rate", drink.ceiling)),
        say("You are expected to sweat {rate}.", rate=drink.sweat_rate),
        say("At the ceiling your body mass would change by {change}.", change=drink.mass_change),
    )


def split_name(split: Split, number: int, words: Words) -> str:
    """Number of a whole split, or the distance at the end of the piece that is left."""
    whole = abs(split.length - words.units.split_length) < 1.0
    return str(number) if whole else words.quantity("distance", split.end)
