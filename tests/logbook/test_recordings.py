import pytest

from logbook.samples import FEATURES, file, new_run, reading
from uncramp.logbook.check import check_logbook
from uncramp.logbook.recordings import merged
from uncramp.logbook.store import DjangoLogbook


def test_of_what_several_files_say_the_last_has_the_word() -> None:
    assert merged([{"name": "service", "rpe": 7}, {"name": "watch"}]) == {"name": "watch", "rpe": 7}
    assert merged([]) == {}


@pytest.mark.parametrize("order", ["abc", "acb", "bac", "bca", "cab", "cba"])
def test_a_part_and_its_whole_are_one_run_whichever_comes_first(book: DjangoLogbook, order: str) -> None:
    parts = {
        "a": new_run(elapsed_time=1200.0, timer_time=1200.0, distance=3300.0, richness=9),
        "b": new_run(richness=5),
        "c": new_run(elapsed_time=3590.0, distance=None, richness=1),
    }
    for name in order:
        book.keep(file(name, name.encode()), reading(parts[name]))
    (run,) = book.runs()
    assert (run.file_name, run.features) == ("b", FEATURES)
    assert len(book.recordings(run.number)) == 3
    assert check_logbook(book.database).findings == ()
