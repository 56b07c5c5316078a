import pytest
from django.test import Client

from uncramp.advice.red_flags import RED_FLAGS, Urgency
from uncramp.advice.relief import relief
from uncramp.domain.diary import Muscle
from uncramp.presentation.words import Words

WORDS = Words()
# No test here may touch the database: pytest-django refuses it, as the pages must not need it.


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().replace("&#x27;", "'")


def test_muscles_stand_in_the_order_of_their_frequency(client: Client) -> None:
    page = page_of(client, "/relief/")
    places = [page.index(f'href="/relief/{muscle.value}/"') for muscle in Muscle]
    assert places == sorted(places)


@pytest.mark.parametrize("muscle", Muscle)
def test_every_muscle_has_its_steps_in_order(client: Client, muscle: Muscle) -> None:
    page = page_of(client, f"/relief/{muscle.value}/")
    places = [page.index(WORDS(step.sentence)) for step in relief(muscle).steps]
    assert places == sorted(places)
    assert "<strong>30 s</strong>" in page
    assert "<strong>5 min</strong>" in page
    assert "experts agree, no trial" in page


@pytest.mark.parametrize("address", ["/relief/", "/relief/calf/"])
def test_signs_of_an_emergency_come_first_and_the_others_last(client: Client, address: str) -> None:
    page = page_of(client, address)
    first, last = page.index('class="signs"'), page.index('class="later"')
    between = page.index('class="muscles"' if address == "/relief/" else 'class="steps"')
    assert first < between < last
    for flag in RED_FLAGS:
        place = page.index(WORDS(flag.signs))
        assert WORDS(flag.action) in page
        assert (first < place < between) if flag.urgency is Urgency.EMERGENCY else place > last


def test_no_muscle_of_that_name_is_a_page_that_says_so(client: Client) -> None:
    response = client.get("/relief/tail/")
    assert response.status_code == 404
    assert "There is no such page." in response.content.decode()
