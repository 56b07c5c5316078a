"""Logbooks of earlier versions, with what was in them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zlib import compress

import pytest
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from logbook.samples import FEATURES, MORNING, TRAIL, file, new_run, reading
from postgres import Server
from uncramp.domain.codec import to_document
from uncramp.domain.diary import Answer, CrampEpisode, Muscle, WeighIn
from uncramp.domain.runner import Runner
from uncramp.domain.weather import Provenance
from uncramp.exposure.covariates import Covariate, Reading
from uncramp.logbook.check import check_logbook
from uncramp.logbook.databases import database_at, database_in
from uncramp.logbook.files import COMPRESSION
from uncramp.logbook.models import WeighInRow
from uncramp.logbook.opening import LOCAL_RUNNER, open_logbook
from uncramp.logbook.rows import feature_columns, outline_columns
from uncramp.logbook.store import DjangoLogbook
from uncramp.usecases.judged_run import JudgedRun
from uncramp.usecases.ports import KeptAnswer, KeptEpisode, KeptWeighIn

CALF = CrampEpisode(MORNING, Muscle.CALF)
DRY = WeighIn(before=70.5, after=69.0, drunk=0.5, duration=3600.0)
NUMBERS = (3, 7, 12)


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def old(request: pytest.FixtureRequest, home: Path) -> Iterator[str]:
    """Alias of an empty database; the home that is opened lies in it."""
    alias = str(home)
    default = connections.databases["default"]
    home.mkdir()
    if request.param == "PostgreSQL":
        server: Server = request.getfixturevalue("postgres_server")
        connections.databases[alias] = default | database_at(server.new_database())
    else:
        connections.databases[alias] = default | database_in(home)
    yield alias
    connections[alias].close()


def as_it_was(alias: str) -> dict[str, Any]:
    """Tables of the first version, and their models."""
    executor = MigrationExecutor(connections[alias])
    executor.migrate([("logbook", "0001_initial")])
    models = executor.loader.project_state(("logbook", "0001_initial")).apps.get_app_config("logbook").get_models()
    return {model.__name__: model._default_manager.using(alias) for model in models}  # noqa: SLF001  # Django's public name


def test_runs_keep_their_numbers_and_cramps_and_weigh_ins_their_runs(old: str, home: Path) -> None:
    rows = as_it_was(old)
    runner = rows["RunnerRow"].create(name=LOCAL_RUNNER, profile=to_document(Runner(mass=70.0)))
    for number in NUMBERS:
        kept = file(f"{number}.fit", bytes([number]))
        original = rows["OriginalRow"].create(
            runner=runner, name=kept.name, sha256=kept.digest, size=1, content=compress(kept.content, COMPRESSION)
        )
        outline = outline_columns(new_run(number).outline)
        columns = {"position": 2, **outline, **feature_columns(FEATURES)}
        rows["ActivityRow"].create(pk=number, runner=runner, original=original, **columns)
    cramp = rows["EpisodeRow"].create(activity_id=7, document=to_document(CALF))
    rows["WeighInRow"].create(activity_id=12, document=to_document(DRY))

    book = open_logbook(home)

    assert [(run.number, run.file_name, run.position) for run in book.runs()] == [
        (number, f"{number}.fit", 2) for number in NUMBERS[::-1]
    ]
    assert book.run(3).outline == new_run(3).outline
    assert (book.runner(), book.run(3).features, book.run(3).said) == (Runner(mass=70.0), FEATURES, {})
    assert (book.episodes(), book.weigh_ins()) == ([KeptEpisode(7, CALF, cramp.pk)], [KeptWeighIn(12, DRY)])
    assert [book.original(number).content for number in NUMBERS] == [bytes([number]) for number in NUMBERS]
    assert check_logbook(old).findings == ()
    assert it_goes_on(book) > max(NUMBERS)


def it_goes_on(book: DjangoLogbook) -> int:
    """Number of a new run; another file of an old run is linked to it."""
    assert book.keep(file(content=b"service"), reading(new_run(7))).runs == (7,)
    (number,) = book.keep(file(content=b"new"), reading(new_run(30))).runs
    book.add_episode(number, CALF)
    return number


def test_nobody_has_answered_before_there_were_answers_and_the_first_answer_is_kept(old: str, home: Path) -> None:
    executor = MigrationExecutor(connections[old])
    executor.migrate([("logbook", "0003_untold_urine")])
    models = executor.loader.project_state(("logbook", "0003_untold_urine")).apps
    rows = {name: models.get_model("logbook", name).objects.using(old) for name in models.all_models["logbook"]}
    runner = rows["runnerrow"].create(name=LOCAL_RUNNER, profile=profile_without("writes_every_cramp"))
    kept = file("3.fit", b"3")
    original = rows["originalrow"].create(
        runner=runner, name=kept.name, sha256=kept.digest, size=1, content=compress(kept.content, COMPRESSION)
    )
    rows["runrow"].create(pk=3, runner=runner)
    columns = {"position": 0, **outline_columns(new_run(3).outline), **feature_columns(FEATURES)}
    rows["activityrow"].create(run_id=3, runner=runner, original=original, **columns)
    cramp = rows["episoderow"].create(run_id=3, document=to_document(CALF))

    book = open_logbook(home)

    assert (book.answers(), book.episodes()) == ([], [KeptEpisode(3, CALF, cramp.pk)])
    assert book.runner() == Runner(mass=70.0)
    book.remove_episode(cramp.pk)
    book.add_answer(3, Answer(MORNING))
    assert book.answers() == [KeptAnswer(3, Answer(MORNING))]
    assert check_logbook(old).findings == ()


def test_how_runs_were_judged_is_made_anew_and_kept_after_an_upgrade(old: str, home: Path) -> None:
    executor = MigrationExecutor(connections[old])
    executor.migrate([("logbook", "0005_experiments")])
    models = executor.loader.project_state(("logbook", "0005_experiments")).apps
    assert "judgedrow" not in models.all_models["logbook"]
    rows = {name: models.get_model("logbook", name).objects.using(old) for name in models.all_models["logbook"]}
    runner = rows["runnerrow"].create(name=LOCAL_RUNNER)
    rows["runrow"].create(pk=3, runner=runner)

    book = open_logbook(home)

    assert book.judged() == {}
    judged = JudgedRun(3, "1.a", True, MappingProxyType({Covariate.OVER_PACE: Reading(0.05, Provenance.WATCH, 0.02)}))  # noqa: FBT003  # a race
    book.keep_judged([judged])
    assert book.judged() == {3: judged}


def profile_without(name: str) -> dict[str, Any]:
    """Document of a profile from before it had that field."""
    document = to_document(Runner(mass=70.0))
    del document["value"][name]
    return document


def test_urine_of_which_nobody_may_have_told_becomes_unknown_and_all_else_stays(old: str, home: Path) -> None:
    rows = as_it_was(old)
    runner = rows["RunnerRow"].create(name=LOCAL_RUNNER)
    kept = file("3.fit", b"3")
    original = rows["OriginalRow"].create(
        runner=runner, name=kept.name, sha256=kept.digest, size=1, content=compress(kept.content, COMPRESSION)
    )
    columns = {"position": 0, **outline_columns(new_run(3).outline), **feature_columns(FEATURES)}
    rows["ActivityRow"].create(pk=3, runner=runner, original=original, **columns)
    old_value = {"before": 70.5, "after": 69.0, "drunk": 0.5, "duration": 3600.0}
    documents: list[Any] = [
        {"version": 1, "value": old_value | {"urine": 0.0}},
        {"version": 1, "value": old_value | {"urine": 0.25}},
        {"version": 1, "value": old_value},
        {"version": 1, "value": {"unlike": "all"}},
        ["no document"],
    ]
    for document in documents:
        rows["WeighInRow"].create(activity_id=3, document=document)

    open_logbook(home)

    found = list(WeighInRow.objects.using(old).order_by("pk").values_list("document", flat=True))
    assert found[:3] == [to_document(DRY), to_document(replace(DRY, urine=0.25)), to_document(DRY)]
    assert found[3:] == documents[3:]


def test_an_empty_logbook_comes_up_to_date(old: str, home: Path) -> None:
    as_it_was(old)
    book = open_logbook(home)
    assert (book.runs(), check_logbook(old).findings) == ([], ())
    book.keep(file(), reading(new_run()))
    assert [run.outline for run in book.runs()] == [TRAIL]
