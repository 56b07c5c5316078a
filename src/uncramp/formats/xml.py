"""XML read in passing: bounded in memory, without entities, and as far as it is well-formed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal, Protocol, Self, TypeVar, overload

from lxml import etree

from uncramp.domain.activity import Finding
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import Sentence, say
from uncramp.formats.encoding import HEAD, manner_of, opening

MOST_NODES = 200_000
"""Elements, attributes and texts held at one time: what was handed over is let go."""
MOST_CONTAINERS = 200_000
"""Tracks, segments, laps and waypoints of one file."""
MOST_INSTRUCTIONS = 1000
"""Of processing, which no format has need of, and each of which costs lxml the more, the more there are."""
MOST_FAULTS = 100
"""Places that are not well-formed: libxml2 tells of no more."""
LONGEST = 1000
"""Of a name or note that is kept, characters."""
# Texts and attributes end at 10 MB, names at 50 kB and elements at 256 levels: libxml2's own bounds, which
# ``huge_tree`` would lift.


T = TypeVar("T")


class Element(Protocol):
    """What is used of an element of lxml."""

    @property
    def tag(self) -> object:
        """Name with its namespace; no text for a processing instruction."""

    @property
    def text(self) -> str | None:
        """Text before the first child, or None."""

    def __len__(self) -> int:
        """Count of children."""

    def __getitem__(self, index: int, /) -> Self:
        """A child."""

    def __delitem__(self, index: int | slice, /) -> None:
        """Let children go."""

    def __iter__(self) -> Iterator[Self]:
        """The children."""

    @overload
    def get(self, name: str, /) -> str | None: ...
    @overload
    def get(self, name: str, default: T, /) -> str | T: ...

    def iterdescendants(self, *tags: str) -> Iterator[Self]:
        """Children and theirs, in order, if of one of the tags."""

    def remove(self, child: Self, /) -> None:
        """Let a child go."""


def local_name(tag: object) -> str:
    """Name of an element without namespace or prefix; nothing for a processing instruction."""
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def texts(element: Element) -> dict[str, str]:
    """Texts of the children by local name, of like ones the first; what is longer than any name is cut."""
    found: dict[str, str] = {}
    for child in element:
        text = (child.text or "").strip()
        found.setdefault(local_name(child.tag), text if len(text) <= LONGEST else f"{text[:LONGEST]}…")
    return found


_PROLOGUE = re.compile(
    r"(?:\ufeff|ï»¿)?(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*)?>)*+<([^\s/>!?]+)",
    re.DOTALL | re.IGNORECASE,
)


def root_name(head: bytes) -> str:
    """Local name of the root element, from the first bytes of a file; nothing if they show none."""
    found = _PROLOGUE.match(opening(head[:HEAD]))
    return "" if found is None else local_name(found[1])


@dataclass(frozen=True, slots=True)
class Layout:
    """Which elements of a format are told of, by local name.

    Parameters
    ----------
    containers
        Told of when they begin and when they end; containers are found within containers only.
    holders
        Those of them that hold no container, but so many children that these are handed over part by part.
    with_dtd
        Whether a file may declare a document type, without entities.
    """

    containers: frozenset[str]
    holders: frozenset[str]
    with_dtd: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A container begins, is a holder with further whole children, or ends.

    Parameters
    ----------
    name
        Local name of the container.
    rest
        Its child that is not whole yet; None if all are.
    is_qualified
        Whether every prefix so far was declared, so that lxml can tell local names apart.
    """

    kind: Literal["begin", "part", "end"]
    name: str
    element: Element
    rest: Element | None = None
    is_qualified: bool = True

    def __len__(self) -> int:
        """Count of the children that are whole and were not handed over before."""
        return len(self.element) - (self.rest is not None)

    def children(self) -> Iterator[Element]:
        """Those children."""
        for child in self.element:
            if child is self.rest:
                return
            yield child


_COUNT = etree.XPath("count(//node()) + count(//@*)")
_BOUNDS = frozenset({etree.ErrorTypes.ERR_NAME_TOO_LONG, etree.ErrorTypes.ERR_RESOURCE_LIMIT})


class XmlFile:
    """One pass through an XML file.

    Parameters
    ----------
    name
        The file as the user named it.
    source
        Its bytes.
    """

    def __init__(self, name: str, source: BinaryIO, layout: Layout) -> None:
        self.findings: list[Finding] = []
        self._name = name
        self._source = source
        self._layout = layout
        self._open: list[Element] = []
        self._begun = 0
        self._instructions = 0
        self._last: Any = None
        self._is_qualified = True
        # lxml publishes no types. Events for every element would cost half of the time to parse; this one is told of
        # an instruction that stands before everything, and from there the tree is looked at as it grows.
        # Identities are collected (its default), else libxml2 loads external document types.
        self._parser: Any = etree.XMLPullParser(
            events=("pi",),
            encoding="utf-8",
            recover=True,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_blank_text=True,
        )

    def steps(self) -> Iterator[Step]:
        """The containers in order; what a step hands over is gone with the next.

        Raises
        ------
        UnreadableFileError
            If the file is no XML, declares entities, holds what XML forbids, or goes beyond the bounds.
        """
        manner = manner_of(self._source)
        if manner.is_guess:
            odd = say("The file is not in the encoding that it declares; it was read as ISO 8859-1.")
            self.findings.append(Finding("encoding", odd))
        self._parser.feed(b"<?begin?>")
        ((_, begin),) = self._parser.read_events()
        held = b""
        for piece in manner.pieces(self._source):
            tags = piece.rfind(b">") + 1
            self._parser.feed(held + piece[:tags])
            held = piece[tags:]  # a tag or text that the file may end in
            yield from self._grown(begin)
        faults = self._faults()
        # This instruction becomes the last child of what is open if the child before it is whole.
        self._parser.feed(b"<?end?>")
        yield from self._grown(begin)
        self._parser.feed(b"" if self._is_cut() else held)
        self._parser.close()
        yield from self._grown(begin)
        if self._is_cut():
            if not faults:
                cut = say("The file ends in the middle; all that is whole before that was read.")
                self.findings.append(Finding("cut-short", cut, manner.size))
            yield from self._cut()
        else:
            faults = self._faults()
            yield from self._grown(begin, is_whole=True)
        if faults:
            ill = say(
                "The file is not well-formed XML from line {line} on; what could be read was.", line=faults[0].line
            )
            self.findings.append(Finding("not-well-formed", ill))

    def _refusal(self, reason: Sentence) -> UnreadableFileError:
        return UnreadableFileError(self._name, reason)

    def _grown(self, begin: Any, *, is_whole: bool = False) -> Iterator[Step]:  # noqa: ANN401  # lxml has no types
        """What has become whole in the tree since it was last looked at."""
        for _, instruction in self._parser.read_events():
            self._last = instruction
            self._instructions += 1
        if self._instructions > MOST_INSTRUCTIONS:
            raise self._refusal(say("it holds more than {count} processing instructions", count=MOST_INSTRUCTIONS))
        root = begin.getroottree().getroot()
        if root is not None:
            self._refuse_entities(root.getroottree().docinfo.internalDTD)
        self._faults()
        if root is None and (is_whole or self._source.tell() >= HEAD):
            raise self._refusal(say("it holds no XML"))
        if root is not None and local_name(root.tag) in self._layout.containers:
            yield from self._told(root, is_whole=is_whole)
        if root is not None and float(str(_COUNT(root))) > MOST_NODES:
            raise self._refusal(say("it holds more than {count} elements in one place", count=MOST_NODES))

    def _told(self, element: Element, *, is_whole: bool) -> Iterator[Step]:
        """What of a container is whole and was not told before."""
        name = local_name(element.tag)
        if element not in self._open:
            self._open.append(element)
            self._begun += 1
            if self._begun > MOST_CONTAINERS:
                raise self._refusal(say("it holds more than {count} tracks or places", count=MOST_CONTAINERS))
            yield Step("begin", name, element)
        rest = None if is_whole or not len(element) else element[-1]
        if name in self._layout.holders:
            part = Step("part", name, element, rest, self._is_qualified)
            yield part
            del element[: len(part)]
        else:
            for child in list(element):
                if local_name(child.tag) in self._layout.containers:
                    yield from self._told(child, is_whole=child is not rest)
                    if child is not rest:
                        element.remove(child)
        if is_whole:
            yield Step("end", name, element)
            self._open.remove(element)

    def _refuse_entities(self, declared: Any) -> None:  # noqa: ANN401  # lxml publishes no types
        if declared is None:
            return
        if any(True for _ in declared.iterentities()):
            raise self._refusal(say("it declares entities, which an activity has no need of"))
        if not self._layout.with_dtd or declared.system_url or declared.external_id:
            raise self._refusal(say("it declares a document type, which an activity has no need of"))

    def _faults(self) -> list[Any]:
        """The places that are not well-formed."""
        log = self._parser.feed_error_log
        faults = [entry for entry in log if entry.level == etree.ErrorLevels.FATAL]
        self._is_qualified &= not any(entry.type == etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE for entry in log)
        for fault in faults:
            if fault.type == etree.ErrorTypes.ERR_INVALID_CHAR:
                raise self._refusal(say("it holds a character that XML forbids, in line {line}", line=fault.line))
            if fault.type in _BOUNDS:
                raise self._refusal(
                    say("it is nested too deep, or a text or tag of it has no end, in line {line}", line=fault.line)
                )
        if len(faults) >= MOST_FAULTS:
            raise self._refusal(say("it is ill-formed in {count} places or more", count=MOST_FAULTS))
        return faults

    def _is_cut(self) -> bool:
        """Whether the root had not ended when the last instruction came."""
        has_ended = self._last is not None and self._last.target == "end" and self._last.getparent() is None
        return not has_ended and all(fault.type != etree.ErrorTypes.ERR_DOCUMENT_END for fault in self._faults())

    def _cut(self) -> Iterator[Step]:
        """The ends that a file cut short does not tell of, without the children in which it was cut."""
        for element in reversed(self._open):
            if len(element) and element[-1] not in self._open:
                del element[-1]
            yield Step("end", local_name(element.tag), element)
