from pathlib import Path

import pytest
from django.conf import settings

from uncramp.domain.errors import LogbookError
from uncramp.domain.sentence import say
from uncramp.usecases.ports import Logbook
from uncramp.web import wiring


def test_the_logbook_is_opened_once(logbook: Logbook) -> None:
    assert wiring.the_logbook() is logbook


@pytest.mark.usefixtures("logbook")
def test_a_failure_to_open_it_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise LogbookError(say("Locked."))

    wiring.the_logbook.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(wiring, "open_logbook", fail)
        with pytest.raises(LogbookError, match="Locked"):
            wiring.the_logbook()
    assert wiring.the_logbook().runs() == []


def test_an_upload_that_is_handed_over_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "UNCRAMP_HOME", tmp_path)
    folder = wiring.empty_upload()
    assert wiring.waiting() == []
    wiring.hand_over(folder, 4)
    assert wiring.waiting() == [4]


def test_a_calendar_comes_with_its_media_type() -> None:
    content, media_type = wiring.calendar([], "name")
    assert content.startswith(b"BEGIN:VCALENDAR")
    assert media_type.startswith("text/calendar")
