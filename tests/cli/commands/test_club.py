import json
import re
import shutil
from pathlib import Path

import pytest

from cli.conftest import Uncramp, invoke


@pytest.fixture
def friend(demo: tuple[Path, object], tmp_path: Path) -> Path:
    """A file of somebody else, who ran as the sample runner."""
    home, file = tmp_path / "friend", tmp_path / "friend.json"
    shutil.copytree(demo[0], home)
    assert invoke(home, "club", "share", file).returncode == 0
    return file


def test_a_club_is_joined_shown_and_left(sampled: Uncramp, friend: Path) -> None:
    assert "studies alone" in sampled("club").stdout
    joined = sampled("club", "join", friend)
    assert joined.returncode == 0, joined.stderr
    assert "friend.json: taken in." in joined.stdout
    state = json.loads(sampled("club", "--json").stdout)
    assert (state["files"], state["runners"], state["shared"]) == (1, 1, 0)
    again = json.loads(sampled("club", "join", friend, "--json").stdout)
    assert [each["outcome"] for each in again["files"]] == ["known"]
    assert again["club"] == state
    assert "Forgotten: 1 files of others" in sampled("club", "leave").stdout
    assert json.loads(sampled("club", "leave", "--json").stdout) == {"forgotten": 0}


def test_a_file_says_in_words_what_is_in_it_and_is_not_taken_by_its_own_maker(sampled: Uncramp, tmp_path: Path) -> None:
    file = tmp_path / "me.json"
    shared = sampled("club", "share", file)
    assert "Not in it: your name, dates, places, notes" in " ".join(shared.stdout.split())
    made = json.loads(sampled("club", "share", file, "--json").stdout)
    assert (made["edition"], len(made["about"])) == (2, 5)
    joined = sampled("club", "join", file)
    assert joined.returncode == 1
    assert "it is your own" in joined.stdout


def test_a_shared_file_holds_no_date(friend: Path) -> None:
    assert not re.search(r"\b(19|20)\d\d\b|\d\d:\d\d", friend.read_text())


def test_what_cannot_be_read_written_or_shared_is_said(uncramp: Uncramp, friend: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("[]")
    refused = uncramp("club", "join", friend, other)
    assert (refused.returncode, refused.stderr) == (
        3,
        "uncramp: other.json: it is not a file that `uncramp club share` made\n",
    )
    assert json.loads(uncramp("club", "--json").stdout)["files"] == 0
    assert "it cannot be opened" in uncramp("club", "join", tmp_path).stderr
    assert "nothing to share" in uncramp("club", "share", tmp_path / "me.json").stderr


def test_a_file_that_cannot_be_written_is_said(sampled: Uncramp, tmp_path: Path) -> None:
    nowhere = sampled("club", "share", tmp_path / "no" / "me.json")
    assert nowhere.returncode == 2
    assert "cannot be written" in nowhere.stderr
