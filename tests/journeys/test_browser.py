"""A person with a browser and no script, from the first page to the plan."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from uncramp.domain.diary import CrampEpisode, Muscle
from uncramp.domain.runner import Runner
from uncramp.web import wiring
from web.outings import crowd, fill, recent_mornings

CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RACE_DAY = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
NARROW = {"width": 360, "height": 740}

TOO_WIDE = """
width => [...document.querySelectorAll("*")]
    .filter(each => each.getBoundingClientRect().right > width)
    .map(each => each.outerHTML.slice(0, 80))
"""


@pytest.fixture
def numbers(transactional_db: None) -> Iterator[list[int]]:  # noqa: ARG001  # the server's thread sees what is committed
    """Numbers of the runs of a logbook with some real ones, one of them with a cramp, and many others."""
    wiring.the_logbook.cache_clear()
    logbook = wiring.the_logbook()
    crowd(logbook, 60, days_ago=40)
    fill(logbook, recent_mornings(), 15_000.0)
    found = [run.number for run in logbook.runs()]
    logbook.add_episode(found[1], CrampEpisode(datetime.now(UTC), Muscle.QUADRICEPS, note="Z" * 60))
    logbook.save_runner(Runner(mass=68.0, conditions=frozenset()))
    yield found
    wiring.the_logbook.cache_clear()


@pytest.fixture
def browser(numbers: list[int], live_server: LiveServer) -> Iterator[Browser]:  # noqa: ARG001  # closed before the database
    """Chromium; the tests ask the database nothing while it runs, which Django forbids beside its event loop."""
    if not CHROMIUM.exists():
        reason = f"the journeys need Chromium at {CHROMIUM}"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


def open_page(browser: Browser, live_server: LiveServer, *, scripts: bool) -> tuple[Page, list[str]]:
    """A page as wide as a small phone, and the addresses it asks for; nothing outside the server is reached."""
    context = browser.new_context(base_url=live_server.url, viewport=NARROW, java_script_enabled=scripts)  # type: ignore[arg-type]  # a mapping of these two
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.route(lambda address: not address.startswith(live_server.url), lambda route: route.abort())
    return context.new_page(), asked


def test_a_runner_without_scripts_finds_the_way_from_today_to_relief(
    browser: Browser, live_server: LiveServer, numbers: list[int]
) -> None:
    page, asked = open_page(browser, live_server, scripts=False)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("To the content")
    page.keyboard.press("Enter")
    assert page.url.endswith("/#main")
    expect(page.get_by_text("A run of more than 16.5 km would be a jump")).to_be_visible()

    page.get_by_role("link", name="Runs", exact=True).click()
    page.locator(f'th a[href="/runs/{numbers[0]}/"]').click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^15 km"))
    expect(page.get_by_role("img", name="What the watch recorded over the distance")).to_be_visible()

    page.get_by_text("Yes, write it down").click()
    page.get_by_label("Which muscle?").select_option("hamstring")
    page.get_by_label("How far into the run?").fill("21km")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("A cramp at 21 km lies beyond the end of the run at 15 km.")).to_be_visible()
    page.get_by_label("How far into the run?").fill("12.5")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Cramp: hamstring, during the run, 12.5 km.")).to_be_visible()
    assert page.url.endswith(f"/runs/{numbers[0]}/#diary")

    page.get_by_role("link", name="Plan", exact=True).click()
    page.get_by_label("Distance").fill("half")
    page.get_by_label("Day").fill(RACE_DAY)
    page.get_by_label("Goal").fill("2:05")
    page.get_by_role("button", name="Plan it").click()
    expect(page.locator(".lead", has_text=re.compile(r"\d+ % \([\d.]+ to \d+ %\)")).first).to_be_visible()
    expect(page.get_by_role("cell", name="2:05:00")).to_be_visible()
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("rowheader", name="21.1 km")).to_have_count(2)

    page.get_by_role("link", name="Today", exact=True).click()
    expect(page.get_by_text("hamstring")).to_be_visible()
    page.get_by_role("link", name="I have a cramp now").click()
    expect(page.get_by_text("Chest pain, or fainting")).to_be_visible()
    page.get_by_role("link", name="Hamstring").click()
    expect(page.get_by_text("Lie on your back")).to_be_in_viewport()
    assert asked
    assert {address for address in asked if not address.startswith(live_server.url)} == set()


def test_every_page_fits_a_small_phone_and_asks_nothing_of_anybody_else(
    browser: Browser, live_server: LiveServer, numbers: list[int]
) -> None:
    page, asked = open_page(browser, live_server, scripts=True)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    plan = f"/plan/?distance=marathon&date={RACE_DAY}&time=09:00&temperature=24&goal=3:55"
    runs = (f"/runs/{numbers[0]}/", f"/runs/{numbers[1]}/")
    for address in ("/", "/runs/", "/runs/?page=2", *runs, "/plan/", plan, "/plan/?distance=far", "/relief/",
                    "/relief/calf/", "/profile/", "/profile/?saved", "/evidence/", "/imports/"):  # fmt: skip
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"], address
        assert page.evaluate(TOO_WIDE, NARROW["width"]) == [], address
    assert complaints == []
    assert {address for address in asked if not address.startswith(live_server.url)} == set()
