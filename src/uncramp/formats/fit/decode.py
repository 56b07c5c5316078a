"""From the bytes of a FIT file to its messages as columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from uncramp.domain.activity import Finding
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import say
from uncramp.formats.fit.developer import Descriptions, descriptions_of
from uncramp.formats.fit.header_times import header_times
from uncramp.formats.fit.layout import Layout, Part, triples
from uncramp.formats.fit.messages import Messages, join
from uncramp.formats.fit.misread import without_misread
from uncramp.formats.fit.profile import kinds
from uncramp.formats.fit.scan import scan
from uncramp.formats.fit.tables import table_of

FIELD_DESCRIPTION = 206
LEAST_WIDTH = 64
MOST_CELLS = 64_000_000
"""Of all tables together, counted in bytes of the messages: a day with a record a second takes a tenth."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The messages of each recording chained in a file, and what is odd about it.

    Parameters
    ----------
    failure
        Why the first that is damaged cannot be read as it stands, or None.
    """

    parts: Sequence[Messages]
    findings: tuple[Finding, ...]
    failure: UnreadableFileError | None


def decode(name: str, content: bytes) -> Messages:
    """All messages of a FIT file that the profile knows, those of chained recordings one after the other.

    Raises
    ------
    UnreadableFileError
        If the file holds no whole message, or too much to be an outing.
    """
    return join(decode_parts(name, content).parts)


def decode_parts(name: str, content: bytes) -> Decoded:
    """The messages of each recording chained in a FIT file, and what is odd about it; errors as :func:`decode`."""
    scanned = scan(name, content)
    groups = [_by_kind(part) for part in scanned.parts]
    cells = sum(_cells(layouts) for group in groups for layouts in group.values())
    if cells > MOST_CELLS:
        raise UnreadableFileError(name, say("it holds {count} values, more than any outing", count=cells))
    parts = []
    findings = [*scanned.findings]
    for part, group in zip(scanned.parts, groups, strict=True):
        messages, misread = without_misread(_messages(scanned.content, part, group), part.doubtful)
        parts.append(messages)
        findings.extend(misread)
    return Decoded(parts, tuple(findings), scanned.failure)


def _by_kind(part: Part) -> Mapping[int, Sequence[Layout]]:
    groups: dict[int, list[Layout]] = {}
    for layout in part.layouts:
        if layout.kind in kinds() and layout.count:
            groups.setdefault(layout.kind, []).append(layout)
    return groups


def _cells(layouts: Sequence[Layout]) -> int:
    """Bytes that the known and the developer fields of one kind of message would take if all its messages had all."""
    sizes: dict[tuple[int, ...], int] = {}
    for layout in layouts:
        known = kinds()[layout.kind].fields
        fields = [((number,), size) for number, size, _ in triples(layout.fields) if number in known]
        own = [((number, index), size) for number, size, index in triples(layout.developer_fields)]
        for key, size in (*fields, *own):
            sizes[key] = max(size, sizes.get(key, 0))
    return sum(layout.count for layout in layouts) * max(LEAST_WIDTH, sum(sizes.values()))


def _messages(content: bytes, part: Part, groups: Mapping[int, Sequence[Layout]]) -> Messages:
    times = header_times(content, part.layouts)
    tables = {}
    descriptions: Descriptions = {}
    for number in sorted(groups, key=lambda number: number != FIELD_DESCRIPTION):
        kind = kinds()[number]
        tables[kind.name] = table_of(content, kind, groups[number], times, descriptions)
        if number == FIELD_DESCRIPTION:
            descriptions = descriptions_of(tables[kind.name])
    return tables
