from logbook.books import new_logbook
from uncramp.exposure.features import VERSION, RunFeatures, features_of
from uncramp.usecases.history import current_runs
from usecases.world import Files, outing, take_in


def test_features_of_older_code_are_made_anew_from_the_originals_and_others_left() -> None:
    files, logbook = Files(old=outing(9), new=outing(2)), new_logbook()
    take_in(files, logbook)
    new, old = logbook.runs()
    logbook.renew_features(old, RunFeatures(VERSION - 1), 0)
    files.read.clear()
    assert [run.features for run in current_runs(logbook, files)] == [features_of(outing(2)), features_of(outing(9))]
    assert files.read == ["old"]
    assert logbook.run(new.number) == new


def test_the_right_one_of_many_activities_of_a_file_is_read_again() -> None:
    files, logbook = Files(both=(outing(9, 5000.0), outing(2, 8000.0))), new_logbook()
    take_in(files, logbook)
    logbook.renew_features(logbook.runs()[0], RunFeatures(VERSION - 1), 0)
    assert len(current_runs(logbook, files)[0].features.split_times) == 8
