"""How much may be opened, so that no archive takes the machine."""

from dataclasses import dataclass, field

from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import Sentence, say


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of what is opened.

    Parameters
    ----------
    most_bytes
        Of one file, unpacked, since it is held in memory whole; a GPX of 83 hours has 26 MB, and Garmin's lists of
        activities reach 135 MB.
    most_held_bytes
        Of an archive packed in another that is unpacked into memory, so that its files can be had in any order; a
        larger one is gone through from its beginning to its end.
    most_table_bytes
        Of a table like Strava's ``activities.csv``; ten thousand activities with long descriptions fill 10 MB.
    highest_ratio
        Of the unpacked bytes of one file to its packed ones. Real exports stay under 30; deflate itself reaches 1032.
    ratio_from
        Unpacked bytes before which the ratio is not asked, since a few like lines may have any.
    ratio_in_all, bytes_in_all
        All that is unpacked of one dropped file, archives in archives too, may be this many times its size, or this
        many bytes if that is more. Small archives are open at once, large ones in a time that fits their size.
    most_entries
        Files in one dropped file or folder; a watch synchronised ten times a day writes 110,000 in thirty years.
    deepest
        Archives within archives: the zips in an export, put into a zip once more, are three.
    longest_name
        Characters of a name with its folders.
    """

    most_bytes: int = 160_000_000
    most_held_bytes: int = 64_000_000
    most_table_bytes: int = 16_000_000
    highest_ratio: int = 200
    ratio_from: int = 100_000
    ratio_in_all: int = 50
    bytes_in_all: int = 1_000_000_000
    most_entries: int = 150_000
    deepest: int = 3
    longest_name: int = 1000


BOUNDS = Bounds()


def too_dense(bounds: Bounds) -> Sentence:
    """Why a file of a few bytes that stand for many is not read."""
    return say("it unpacks to more than {ratio} times its size, as no activity does", ratio=bounds.highest_ratio)


class SpentError(UnreadableFileError):
    """A dropped file of which so much was unpacked that the rest of it is left alone."""


@dataclass(slots=True)
class Budget:
    """What may still be unpacked of one dropped file.

    Parameters
    ----------
    name
        The file, as its errors name it.
    size
        Its bytes as they lie.
    """

    name: str
    size: int
    bounds: Bounds
    _bytes: int = field(init=False)
    _entries: int = field(init=False)

    def __post_init__(self) -> None:
        """Allow what the bounds give to a file of this size."""
        self._bytes = max(self.bounds.bytes_in_all, self.bounds.ratio_in_all * self.size)
        self._entries = self.bounds.most_entries

    def unpack(self, count: int) -> None:
        """Take note of bytes that were unpacked.

        Raises
        ------
        SpentError
            If they are more than were left.
        """
        self._bytes -= count
        if self._bytes < 0:
            reason = say("it takes too much unpacking for its size; what had not been opened by then was left out")
            raise SpentError(self.name, reason)

    def enter(self) -> None:
        """Take note of a file in it.

        Raises
        ------
        SpentError
            If there are too many.
        """
        self._entries -= 1
        if self._entries < 0:
            raise SpentError(self.name, say("it holds more than {most} files", most=self.bounds.most_entries))
