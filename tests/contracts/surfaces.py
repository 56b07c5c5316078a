"""Everything that the sample runner is shown: the pages, and what the commands print, as text and as documents."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner

from uncramp.adapters.zones import zone_of_place
from uncramp.cli import wiring as commands
from uncramp.cli.demo.sample import sample_runner
from uncramp.cli.main import app
from uncramp.cli.output import console
from uncramp.formats.readers import read_activities, read_measurements
from uncramp.logbook.opening import open_logbook
from uncramp.usecases.import_files import import_originals
from uncramp.usecases.ports import Logbook
from uncramp.usecases.reading import Reader
from uncramp.web import wiring as pages
from usecases.world import at_once

INLINE = {"a", "b", "em", "i", "small", "span", "strong", "time", "abbr", "code", "th", "td"}
"""Elements that do not end a line; the cells of a row are read together."""
UNREAD = {"script", "style", "svg"}


class Lines(HTMLParser):
    """The lines of a page as they are read, and what its charts say."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.charts: list[list[tuple[str, str]]] = []
        self._line: list[str] = []
        self._class: str | None = None
        self._depth = 0
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = dict(attrs).get("class") or ""
        if tag == "svg" and not self._depth:
            self.charts.append([])
        self._depth += tag == "svg"
        if self._depth:
            self._class = kind if tag == "text" else tag if tag in {"title", "desc"} else None
            return
        if tag == "article" and "finding" in kind.split():
            self._skipped += 1
        if tag in {"th", "td"} and self._line:
            self._line.append(" | ")
        if tag not in INLINE:
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        if self._depth:
            self._depth -= tag == "svg"
            self._class = None
            return
        if tag == "article" and self._skipped:
            self._line.clear()
            self._skipped -= 1
        if tag not in INLINE:
            self.flush()

    def handle_data(self, data: str) -> None:
        if self._depth and self._class is not None:
            self.charts[-1].append((self._class, data))
        elif not self._depth and not self._skipped:
            self._line.append(data)

    def flush(self) -> None:
        """End the line."""
        line = " ".join("".join(self._line).split())
        if line.strip(" |"):
            self.lines.append(line)
        self._line = []


def read(page: str) -> Lines:
    """A page as its lines and charts; findings, which quote what was published, are left out."""
    parser = Lines()
    parser.feed(page)
    parser.close()
    parser.flush()
    return parser


@dataclass(frozen=True)
class Surfaces:
    """What was shown, by where."""

    pages: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Any] = field(default_factory=dict)


SOON = (datetime.now(UTC) + timedelta(days=22)).date().isoformat()
RACE = ("--distance", "marathon", "--date", SOON, "--temperature", "22C", "--humidity", "60", "--goal", "3:30")
HALF = ("--distance", "half", "--date", SOON, "--training")
SHOWN: dict[str, tuple[tuple[str, ...], ...]] = {
    "risk": (RACE, HALF),
    "whatif": (RACE, HALF),
    "plan": (RACE,),
    "why": (("{cramped}", "--suspect", "dehydration"), ("{cramped}", "--suspect", "pace"), ("{newest}",)),
    "run": (("{cramped}",), ("{newest}",)),
    "check": ((),),
    "runs": ((),),
    "imports": ((), ("1",)),
    "profile": ((),),
    "relief": ((), ("calf",)),
    "doctor": ((),),
    "cramp": (("{newest}", "--none"),),
    "experiment": ((), ("start", "slower_start"), ("show", "1"), ("next", "1")),
}
"""Commands that show something, and with which words."""
UNSHOWN = {
    "import": "says of files what became of them",
    "add": "says that a run is kept",
    "join": "says that two runs are one",
    "separate": "says that a run is two",
    "weigh": "says how much the runner sweats, and nothing of cramps",
    "serve": "says where the pages are",
    "demo": "shows what `plan` shows",
    "club": "shows what is shared, and no chance",
}
"""Commands that show no forecast, each with the reason."""
ADDRESSES = (
    "/",
    "/runs/",
    "/runs/{cramped}/?suspect=dehydration",
    "/runs/{cramped}/?suspect=pace",
    "/runs/{newest}/",
    "/imports/",
    "/imports/1/",
    f"/plan/?distance=marathon&date={SOON}&time=09:00&temperature=22C&goal=3:30",
    "/experiments/",
    "/experiments/1/",
    "/relief/",
    "/relief/calf/",
    "/profile/",
    "/evidence/",
    "/check/",
)


def filled(book: Logbook) -> dict[str, str]:
    """Let the sample runner's watch and diary tell; gives the numbers of runs to look at."""
    sample = sample_runner(datetime.now(UTC).date())
    reader = Reader(read_activities, read_measurements, zone_of_place)
    ledger = book.begin_import("sample")
    assert len(list(import_originals(sample.originals(), book, at_once(reader), ledger))) == sample.count
    book.end_import(ledger, 0)
    numbers = {run.file_name: run.number for run in book.runs()}
    book.save_runner(sample.profile)
    for name, weigh_in in sample.weigh_ins:
        book.add_weigh_in(numbers[name], weigh_in)
    for name, episode in sample.episodes:
        book.add_episode(numbers[name], episode)
    cramped = next(numbers[name] for name, episode in sample.episodes if episode.distance is not None)
    return {"cramped": str(cramped), "newest": str(book.runs()[0].number)}


def printed(*words: str) -> str:
    """What a command prints on a wide terminal."""
    console.cache_clear()
    result = CliRunner().invoke(app, list(words), env={"COLUMNS": "300"})
    assert result.exit_code == 0, (words, result.output, result.exception)
    return result.stdout


def shown(home: Path) -> Surfaces:
    """Everything, of a logbook made anew in a home."""
    book = open_logbook(home)
    found, runs = Surfaces({}, {}, {}), filled(book)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commands, "open_logbook", lambda: book)
        patch.setattr(pages, "the_logbook", lambda: book)
        for name, several in SHOWN.items():
            for each in several:
                words = (name, *(word.format_map(runs) for word in each))
                found.texts[" ".join(words)] = printed(*words)
                if each[:1] != ("start",) and "--none" not in each:
                    found.documents[" ".join(words)] = json.loads(printed(*words, "--json"))
        for address in ADDRESSES:
            response = Client().get(address.format_map(runs))
            assert response.status_code == 200, address  # OK
            found.pages[address] = response.content.decode()
    console.cache_clear()
    return found
