import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from uncramp.domain.activity import Activity, Lap
from uncramp.domain.codec import from_document, plain, to_document
from uncramp.domain.course import Course
from uncramp.domain.diary import CrampEpisode, WeighIn
from uncramp.domain.errors import LogbookError
from uncramp.domain.outline import Outline
from uncramp.domain.plan import Plan, Step
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.runner import Runner
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.streams import Streams
from uncramp.domain.weather import Weather
from uncramp.exposure.features import RunFeatures

VALUES: Mapping[type[Any], st.SearchStrategy[Any]] = {
    Activity: strategies.activities,
    CrampEpisode: strategies.episodes,
    Outline: strategies.outlines,
    Plan: strategies.plans,
    Quantity: strategies.quantities(),
    Range: strategies.ranges(),
    RunFeatures: strategies.run_features,
    Runner: strategies.runners,
    Sentence: strategies.sentences(),
    Streams: strategies.streams(),
    Weather: strategies.weathers,
    WeighIn: strategies.weigh_ins(),
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def through_json(value: object) -> Any:  # noqa: ANN401  # any JSON document
    return json.loads(json.dumps(to_document(value), allow_nan=False))


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_a_value_comes_back_from_json_as_it_was(kind: type[Any], data: st.DataObject) -> None:
    value = data.draw(VALUES[kind])
    assert from_document(through_json(value), kind) == value


@given(strategies.courses())
def test_a_course_comes_back_from_json_as_it_was(course: Course) -> None:
    back = from_document(through_json(course), Course)
    assert back.name == course.name
    assert np.array_equal(back.distance, course.distance)
    assert np.array_equal(back.altitude, course.altitude)


def test_gaps_are_null_in_the_document_and_nan_again_after() -> None:
    streams = Streams.of([0, 1, 2], heart_rate=[120, np.nan, 122])
    document = to_document(streams)
    assert document["value"]["heart_rate"] == [120, None, 122]
    assert "power" not in document["value"]
    back = from_document(document, Streams)
    assert np.isnan(back.heart_rate).tolist() == [False, True, False]
    assert np.isnan(back.power).all()


def test_the_set_of_conditions_is_kept_in_order_and_apart_from_not_asked() -> None:
    asked = Runner(conditions=frozenset())
    assert plain(asked)["conditions"] == []
    assert plain(Runner())["conditions"] is None
    assert from_document(through_json(asked), Runner).conditions == frozenset()


@pytest.mark.parametrize("kind", [dict[str, float], list[str], tuple[float, float], list[Quantity]], ids=str)
def test_containers_of_plain_values_are_not_taken_for_one_value(kind: Any) -> None:  # noqa: ANN401  # a generic alias
    value = {"a": 1.0} if kind == dict[str, float] else kind()
    value = (1.0, 2.0) if kind == tuple[float, float] else value
    assert from_document(through_json(value), kind) == value


def test_for_showing_the_sentences_of_a_value_come_in_words() -> None:
    step = Step(say("Walk for {time}.", time=Quantity("elapsed_time", 300)), 300.0)
    assert plain((step,), str) == [{"sentence": "Walk for 300 s.", "duration": 300.0}]
    assert plain(step)["sentence"]["template"] == "Walk for {time}."


@pytest.mark.parametrize("version", [None, 0, 2, "1"])
def test_a_document_of_another_version_is_refused_by_its_version(version: object) -> None:
    with pytest.raises(LogbookError, match=f"^A document of version {version} cannot be read here.$"):
        from_document({"version": version, "value": {}}, Runner)


def test_a_document_with_a_field_that_nobody_knows_is_refused() -> None:
    document = to_document(Lap(0, 60))
    document["value"]["colour"] = "red"
    with pytest.raises(LogbookError, match=r"^A kept Lap cannot be read\.$"):
        from_document(document, Lap)


def test_streams_with_a_column_that_nobody_knows_are_refused() -> None:
    document = to_document(Streams.of([0]))
    document["value"]["hart_rate"] = [120]
    with pytest.raises(LogbookError, match=r"^A kept Streams cannot be read\.$"):
        from_document(document, Streams)


def test_a_kept_value_that_cannot_be_true_is_refused() -> None:
    document = to_document(WeighIn(before=70, after=69, drunk=0.5, duration=3600))
    document["value"]["before"] = 7
    with pytest.raises(LogbookError, match=r"^A kept WeighIn cannot be read\.$"):
        from_document(document, WeighIn)


@pytest.mark.parametrize("kind", [*VALUES, Course, Lap], ids=lambda kind: kind.__name__)
@given(rubbish=JSON)
def test_rubbish_is_a_value_or_one_declared_error(kind: type[Any], rubbish: object) -> None:
    try:
        value = from_document({"version": 1, "value": rubbish}, kind)
    except LogbookError:
        return
    assert isinstance(value, kind)


@pytest.mark.parametrize("developer", [[], {"x": [10**400]}, {"x": "1"}, {"x": [[1]]}, {"x": {}}], ids=str)
def test_developer_columns_that_are_none_are_refused(developer: object) -> None:
    document = {"version": 1, "value": {"elapsed_time": [0], "developer": developer}}
    with pytest.raises(LogbookError, match=r"^A kept Streams cannot be read\.$"):
        from_document(document, Streams)
