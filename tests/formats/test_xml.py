import re
from io import BytesIO
from pathlib import Path

import pytest

from uncramp.domain.errors import UnreadableFileError
from uncramp.formats import encoding, xml
from uncramp.formats.xml import Layout, XmlFile, local_name, root_name, texts

LAYOUT = Layout(containers=frozenset({"log", "run", "points"}), holders=frozenset({"points"}))
APPLE = (
    '<!DOCTYPE log [\n<!ELEMENT log (run*)>\n<!ATTLIST log locale CDATA #REQUIRED>\n]>\n<log locale="de"><run/></log>'
)
RUN = '<log><run name="a"><points><p>1</p><p>2</p></points><note>x</note></run></log>'


def told(content: str | bytes, layout: Layout = LAYOUT) -> list[str]:
    """Kind and name of each step but the parts, and the texts of the children that the parts hand over."""
    file = XmlFile("a.xml", BytesIO(content if isinstance(content, bytes) else content.encode()), layout)
    found = []
    for step in file.steps():
        if step.kind == "part":
            found += [str(child.text) for child in step.children()]
        else:
            found.append(f"{step.kind} {step.name}")
    return found + [finding.code for finding in file.findings]


def refusal(content: str | bytes, layout: Layout = LAYOUT) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        told(content, layout)
    return str(caught.value)


WHOLE = ["begin log", "begin run", "begin points", "1", "2", "end points", "end run", "end log"]


def test_containers_are_told_of_in_order_and_holders_hand_over_their_children() -> None:
    assert told(RUN) == WHOLE


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 16, 1000])
def test_it_does_not_matter_where_the_pieces_of_the_file_end(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "CHUNK", chunk)
    assert told(f"<?xml version='1.0'?>\n<!-- run --><?style?>{RUN}\n<!-- end -->\n") == WHOLE


def test_what_was_handed_over_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "CHUNK", 100)
    monkeypatch.setattr(xml, "MOST_NODES", 60)
    many = "".join(f"<p>{index}</p>" for index in range(500))
    assert told(f"<log><run><points>{many}</points></run></log>")[3:-3] == [str(index) for index in range(500)]
    runs = "<run><points><p>1</p></points></run>" * 100
    assert told(f"<log>{runs}</log>").count("end run") == 100


def test_attributes_and_other_children_are_there_at_the_end_of_a_container() -> None:
    steps = XmlFile("a.xml", BytesIO(RUN.encode()), LAYOUT).steps()
    found = [
        (step.element.get("name"), texts(step.element)) for step in steps if (step.kind, step.name) == ("end", "run")
    ]
    assert found == [("a", {"note": "x"})]


def test_a_name_longer_than_any_is_cut() -> None:
    steps = XmlFile("a.xml", BytesIO(f"<log><run><note>{'x' * 5000}</note></run></log>".encode()), LAYOUT).steps()
    notes = [texts(step.element)["note"] for step in steps if (step.kind, step.name) == ("end", "run")]
    assert notes == ["x" * 1000 + "…"]


@pytest.mark.parametrize("cut", range(5, len(RUN)))
def test_all_that_is_whole_before_a_cut_is_told_of(cut: int) -> None:
    left = RUN[:cut]
    begun = [name for name in ("log", "run", "points") if re.search(f"<{name}[^>]*>", left)]
    found = told(left)
    assert [step for step in found if step.startswith("begin")] == [f"begin {name}" for name in begun]
    assert [step for step in found if step.isdecimal()] == re.findall(r"<p>(\d)</p>", left)
    assert [step for step in found if step.startswith("end")] == [f"end {name}" for name in reversed(begun)]
    assert found[-1] == "cut-short"


def test_a_cut_names_the_byte() -> None:
    file = XmlFile("a.xml", BytesIO(RUN[:40].encode()), LAYOUT)
    assert [step.name for step in file.steps()]
    assert [(finding.code, finding.offset) for finding in file.findings] == [("cut-short", 40)]


def test_zeros_that_a_device_without_power_appended_are_a_cut() -> None:
    assert told(RUN[:45].encode() + bytes(5000)) == told(RUN[:45])


@pytest.mark.parametrize(
    ("content", "points"),
    [
        ("<log><run><note>Bed & Breakfast</note><points><p>1</p><p>2</p></points></run></log>", ["1", "2"]),
        ("<log><run><note>&nbsp;</note><points><p>1</p><p>2</p></points></run></log>", ["1", "2"]),
        ("<log><run><points><p>1</p><p>2</p></points></run></log>garbage", ["1", "2"]),
        ("<log><run><points><p>1</p></q><p>2</p></points></run></log>", ["1"]),
        ("<log><run><points><p>1</p><p>2</p></points></run></log>\n<log/>", ["1", "2"]),
        ("<log><run><points><p>1</p><p>1</p><<<\xff<p>2</p></points></run></log>", ["1"]),
    ],
)
def test_what_is_not_well_formed_is_told_and_the_rest_is_read(content: str, points: list[str]) -> None:
    found = told(content)
    assert found[-1] == "not-well-formed"
    assert [step for step in found if step.isdecimal()][: len(points)] == points


def test_the_line_of_the_first_fault_is_named() -> None:
    file = XmlFile("a.xml", BytesIO(b"<log>\n<run>\n<note> & </note></run></log>"), LAYOUT)
    assert [step.name for step in file.steps()]
    assert "from line 3 on" in str(file.findings[0].sentence)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "no XML"),
        (" \n", "no XML"),
        ("no mark-up", "no XML"),
        ("<", "no XML"),
        ("<?xml version='1.0'?>", "no XML"),
        ("<log>\x08</log>", "a character that XML forbids, in line 1"),
        ("<log>\n\0\n</log>", "a character that XML forbids, in line 2"),
        (f"<log>{'<a>' * 300}", "nested too deep"),
        (f"<log><a>{'x' * 10_500_000}</a></log>", "a text or tag of it has no end"),
        (f"<log><{'a' * 60_000}/></log>", "a text or tag of it has no end"),
        ("<log>" + "<a>&</a>" * 200 + "</log>", "ill-formed in 100 places or more"),
        ("<log>" + "<?a?>" * 1001 + "</log>", "more than 1000 processing instructions"),
        ("<!--" + "x" * 300_000 + "--><log/>", "no XML"),
    ],
)
def test_what_is_no_file_of_a_watch_is_refused_by_name(content: str, words: str) -> None:
    assert words in refusal(content)


def test_more_elements_in_one_place_than_any_file_has_are_refused() -> None:
    assert "more than 200000 elements" in refusal("<log><run>" + "<a/>" * 200_001 + "</run></log>")


def test_more_containers_than_any_file_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "MOST_CONTAINERS", 10)
    assert "more than 10 tracks" in refusal("<log>" + "<run/>" * 10 + "</log>")


@pytest.mark.parametrize(
    "declared",
    [
        '[<!ENTITY a "lol"><!ENTITY b "&a;&a;">]',
        '[<!ENTITY e SYSTEM "file:///etc/passwd">]',
        '[<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;]',
        "[<!ENTITY % a \"<!ENTITY b 'c'>\"> %a;]",
    ],
)
@pytest.mark.parametrize("with_dtd", [False, True])
def test_entities_are_refused_wherever_they_point(declared: str, with_dtd: bool) -> None:  # noqa: FBT001  # both
    layout = Layout(LAYOUT.containers, LAYOUT.holders, with_dtd=with_dtd)
    assert "entities" in refusal(f"<!DOCTYPE log {declared}><log><run>&e;</run></log>", layout)


def test_entities_in_another_encoding_are_refused_too() -> None:
    assert "entities" in refusal('<!DOCTYPE log [<!ENTITY a "b">]><log>&a;</log>'.encode("utf-16"))


def test_a_document_type_is_refused_unless_it_is_asked_for() -> None:
    assert "document type" in refusal(APPLE)
    allowed = Layout(LAYOUT.containers, LAYOUT.holders, with_dtd=True)
    assert told(APPLE, allowed) == ["begin log", "begin run", "end run", "end log"]


@pytest.mark.parametrize("way", ["SYSTEM", 'PUBLIC "-//x"'])
def test_a_document_type_elsewhere_is_refused_and_never_looked_at(way: str, tmp_path: Path) -> None:
    lying = tmp_path / "log.dtd"
    lying.write_text('<!ENTITY a "b">', "utf-8")
    allowed = Layout(LAYOUT.containers, LAYOUT.holders, with_dtd=True)
    assert "document type" in refusal(f'<!DOCTYPE log {way} "{lying.as_uri()}"><log>&a;</log>', allowed)


def test_a_guessed_encoding_is_told() -> None:
    assert told("<log><run>ä</run></log>".encode("latin-1"))[-1] == "encoding"


def test_another_root_tells_nothing() -> None:
    assert told("<html><log/></html>") == []


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<gpx>", "gpx"),
        ('\ufeff<?xml version="1.0"?>\n<!-- a > b <gpx> --><?style?>\n<g:gpx xmlns:g="u">', "gpx"),
        ("<!DOCTYPE gpx [<!ENTITY a '<b>'>]><gpx/>", "gpx"),
        ("<gpx", "gpx"),
        ("gpx", ""),
        ("", ""),
        ("<!-- <gpx>", ""),
        ("<!-->" * 50_000, ""),
    ],
)
def test_the_root_shows_in_the_first_bytes(head: str, name: str) -> None:
    assert root_name(head.encode()) == root_name(head.encode("utf-16-le")) == name


def test_a_local_name_has_no_namespace_or_prefix() -> None:
    assert [local_name(tag) for tag in ("{u}hr", "hr", "a:hr", "{u:v}hr", len)] == ["hr"] * 4 + [""]
