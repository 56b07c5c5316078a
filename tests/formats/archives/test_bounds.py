from dataclasses import replace

import pytest

from formats.archives.zips import budget
from uncramp.formats.archives.bounds import BOUNDS, SpentError

SMALL = replace(BOUNDS, bytes_in_all=100, ratio_in_all=10, most_entries=2)


@pytest.mark.parametrize(("size", "most"), [(0, 100), (10, 100), (11, 110)])
def test_a_small_file_may_unpack_to_some_bytes_and_a_large_one_to_some_times_its_size(size: int, most: int) -> None:
    left = budget(size, SMALL)
    left.unpack(most)
    with pytest.raises(SpentError, match=r"a\.zip: it takes too much unpacking for its size"):
        left.unpack(1)


def test_files_are_counted_over_all_archives_in_one() -> None:
    left = budget(bounds=SMALL)
    left.enter()
    left.enter()
    with pytest.raises(SpentError, match=r"a\.zip: it holds more than 2 files"):
        left.enter()


def test_real_files_stay_far_within_the_bounds() -> None:
    assert BOUNDS.most_bytes > max(4 * 26_000_000, 135_000_000)
    assert BOUNDS.highest_ratio < 1032 / 4
    assert BOUNDS.ratio_in_all > 30
    assert BOUNDS.most_entries > 30 * 365 * 10
