"""What is had of a damaged recording, and what is to be said of the damage."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from uncramp.domain.activity import Finding
from uncramp.domain.sentence import Sentence, say
from uncramp.formats.fit.checksum import is_intact
from uncramp.formats.fit.layout import CHECKSUM, LONG_HEADER, MARK, MARK_AT, SHORT_HEADER, SIZE_AT, Layout, Part
from uncramp.formats.fit.recovery import Damage, Recovery
from uncramp.formats.fit.walk import Trouble, Walk

LENGTHS = (SHORT_HEADER, LONG_HEADER)
MOST_TOLD = 10


def next_header(content: bytes, position: int) -> int:
    """Byte at which the next recording begins, or the end of the file."""
    mark = content.find(MARK, position + MARK_AT)
    while mark >= 0 and content[mark - MARK_AT] not in LENGTHS:
        mark = content.find(MARK, mark + 1)
    return len(content) if mark < 0 else mark - MARK_AT


def mended(content: bytes, position: int, stop: int) -> Part | None:
    """Every whole message of a damaged recording.

    Parameters
    ----------
    position, stop
        Its first byte and the byte after its last.

    Returns
    -------
    None if there is no whole message.
    """
    if stop - position < SHORT_HEADER:
        return None
    has_mark = content[position + MARK_AT : position + SHORT_HEADER] == MARK
    length = content[position]
    begin = min(stop, position + length if has_mark or length in LENGTHS else position)
    said = int.from_bytes(content[position + SIZE_AT : position + MARK_AT], "little") if has_mark else None
    end = None if said is None else begin + said
    ends = (end,) if end is not None and end + CHECKSUM == stop else (stop - CHECKSUM, stop)
    floor = min(stop, position + SHORT_HEADER) if has_mark else position
    recovery = Recovery(Walk(content, begin, ends[-1]), ends, floor, begin if length in LENGTHS else floor)
    recovery.run()
    if not recovery.kept:
        return None
    findings = [*_header(position, stop, begin, end), *_damages(recovery.damages, end, stop)]
    if not findings:
        findings = [*checksums(content, position, stop, stop - CHECKSUM)]
    return Part(stop, _layouts(recovery), tuple(findings), tuple(recovery.doubtful))


def _layouts(recovery: Recovery) -> tuple[Layout, ...]:
    """The layouts of all messages that are kept, with their places in order."""
    places: dict[bytes, list[int]] = defaultdict(list)
    timed_places: dict[bytes, list[int]] = defaultdict(list)
    layouts = {}
    for layout in (each for stretch in recovery.stretches for each in stretch.layouts):
        layouts[layout.key] = layout
        places[layout.key] += layout.places
        timed_places[layout.key] += layout.timed_places
    for message in recovery.kept:
        layout = message.shape.layout
        layouts[layout.key] = layout
        (timed_places if message.is_timed else places)[layout.key].append(message.place)
    return tuple(
        replace(layout, places=array("q", sorted(places[key])), timed_places=array("q", sorted(timed_places[key])))
        for key, layout in layouts.items()
    )


def checksums(content: bytes, position: int, stop: int, end: int) -> Iterator[Finding]:
    """What is said of the wrong checksums of a recording whose data end at ``end``."""
    header = content[position : position + LONG_HEADER]
    is_wrong = header[0] >= LONG_HEADER and any(header[SHORT_HEADER:]) and not is_intact(header)
    wrong = [position + SHORT_HEADER] if is_wrong else []
    if end + CHECKSUM > stop or not is_intact(content[position:stop]):
        wrong.append(end)
    for offset in wrong:
        sentence = say("The file's checksum is wrong: a part of it may have changed since it was recorded.")
        yield Finding("checksum", sentence, offset)


def _header(position: int, stop: int, begin: int, end: int | None) -> Iterator[Finding]:
    if end is None:
        yield Finding("bad-header", say("The file's header is damaged."), position)
    elif end + CHECKSUM > stop:
        missing = end + CHECKSUM - stop
        yield Finding("cut-short", say("The file is cut short: {size} bytes are missing.", size=missing), stop)
    elif end + CHECKSUM < stop:
        there = stop - CHECKSUM - begin
        sentence = say(
            "The file holds {there} bytes of data, not {said} as its header says.", there=there, said=end - begin
        )
        yield Finding("wrong-size", sentence, position + SIZE_AT)


def _damages(damages: Sequence[Damage], end: int | None, stop: int) -> Iterator[Finding]:
    """One finding a place, the first of many alone; that a file is cut short says all of its last message."""
    told = [each for each in damages if each.size > 0]
    if told and told[-1].trouble is Trouble.CUT and end is not None and end > stop == sum(told[-1][:2]):
        told.pop()
    for place, size, trouble in told[:MOST_TOLD]:
        yield Finding(trouble.value, _what(trouble, size), place)
    more = len(told) - MOST_TOLD
    if more > 0:
        yield Finding(
            "more-damage", say("The file is damaged at {count} more places.", count=more), told[MOST_TOLD].place
        )


def _what(trouble: Trouble, size: int) -> Sentence:
    match trouble:
        case Trouble.NO_DEFINITION:
            return say("{size} bytes were left out: a message in them has no definition.", size=size)
        case Trouble.BAD_DEFINITION:
            return say("{size} bytes were left out: no message can be defined as they say.", size=size)
        case Trouble.BAD_TIME:
            return say("{size} bytes were left out: a record in them has an impossible time.", size=size)
        case Trouble.TOO_MUCH:
            return say(
                "{size} bytes were left out: the file is damaged at too many places, or holds too much.", size=size
            )
        case Trouble.CUT:
            return say("{size} bytes were left out: a message in them is cut short.", size=size)
