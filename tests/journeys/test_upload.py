"""A new user drops an archive on the page, closes the browser, and finds the runs there."""

import os
import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from cli.conftest import COMMAND
from formats.real_files import CORPUS, need
from journeys.test_browser import CHROMIUM, QUIET
from uncramp.cli.demo.activity_file import activity_file
from web.outings import outing

MOMENT = datetime(2026, 3, 1, 6, tzinfo=UTC)
PATIENCE = 240_000
"""Until an import is over, ms."""


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """The real server with its worker; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {"UNCRAMP_HOME": str(home)}
    with subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=environment) as server:
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(f"{address}/relief/", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield address
        finally:
            server.terminate()
            server.wait(60)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        reason = f"the journeys need Chromium at {CHROMIUM}"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


def drop(page: Page, path: Path) -> None:
    """Drop a file from the desktop on the last words in the box, as the browser itself sees it."""
    box = page.locator(".drop .hint").bounding_box()
    assert box is not None
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] - 3}
    desktop = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        desktop.send("Input.dispatchDragEvent", {"type": kind, "data": data, **place})


def archive(path: Path, count: int) -> Path:
    """A zip with some runs, one of them cut in half, and a file that is none."""
    with ZipFile(path, "w") as made:
        for number in range(count):
            content = activity_file(outing(MOMENT + timedelta(days=number)))
            made.writestr(f"activities/{number:04}.fit", content if number else content[: len(content) // 2])
        made.writestr("activities/broken.fit", b"no run at all")
        made.writestr("photo.jpg", b"\xff\xd8")
    return path


def test_a_dropped_archive_is_imported_though_the_browser_is_closed(browser: Browser, tmp_path: Path) -> None:
    path = archive(tmp_path / "export.zip", 40)
    with serving(tmp_path / "home") as address:
        page = browser.new_page(java_script_enabled=False)
        page.goto(address)
        page.get_by_role("link", name="Import files").click()
        drop(page, path)
        page.get_by_role("button", name="Import").click()
        expect(page.get_by_text("export.zip", exact=True)).to_be_visible()
        ledger = page.url
        page.close()
        page = browser.new_page(java_script_enabled=False)
        page.goto(ledger)
        expect(page.get_by_role("link", name="See your runs")).to_be_visible(timeout=PATIENCE)
        assert "39 read" in page.inner_text(".counts")
        assert "1 recovered" in page.inner_text(".counts")
        page.get_by_role("link", name=re.compile("refused")).click()
        expect(page.get_by_role("rowheader", name="export.zip/activities/broken.fit")).to_be_visible()
        expect(page.locator(".ledger tbody tr")).to_have_count(1)
        page.get_by_role("link", name="See your runs").click()
        expect(page.locator("table.list tbody tr:not(.group)")).to_have_count(40)
    assert list((tmp_path / "home" / "uploads").iterdir()) == []


def test_an_import_goes_on_with_the_next_server(browser: Browser, tmp_path: Path) -> None:
    path = archive(tmp_path / "export.zip", 300)
    with serving(tmp_path / "home") as address:
        page = browser.new_page()
        page.goto(f"{address}/imports/")
        page.set_input_files("#files", path)
        page.get_by_role("button", name="Import").click()
        expect(page.locator(".counts")).to_contain_text("read", timeout=60_000)
        ledger = page.url.removeprefix(address)
        page.close()
    with serving(tmp_path / "home") as address:
        page = browser.new_page()
        page.goto(address + ledger)
        expect(page.get_by_role("link", name="See your runs")).to_be_visible(timeout=PATIENCE)
        assert "299 read" in page.inner_text(".counts")
        page.close()


def test_the_whole_of_the_real_files_is_imported_from_one_dropped_zip(browser: Browser, tmp_path: Path) -> None:
    need(CORPUS)
    path = tmp_path / "everything.zip"
    with ZipFile(path, "w") as made:
        for each in sorted(CORPUS.rglob("*")):
            if each.is_file():
                made.write(each, each.relative_to(CORPUS))
    with serving(tmp_path / "home") as address:
        page = browser.new_page()
        page.goto(f"{address}/imports/")
        drop(page, path)
        page.get_by_role("button", name="Import").click()
        expect(page.get_by_role("link", name="See your runs")).to_be_visible(timeout=PATIENCE)
        counts = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", page.inner_text(".counts"))}
        assert sum(counts.values()) == 415
        assert counts["read"] > 250
        page.close()
