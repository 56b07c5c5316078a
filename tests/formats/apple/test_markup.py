import pytest
from lxml import etree

from formats.apple.apple_exports import BROKEN_DTD, export
from formats.apple.bounded import ends
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.apple.markup import attributes, body_of, clean, is_export, is_part

LAUGHS = '<!DOCTYPE HealthData [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n'


@pytest.mark.parametrize("dtd", ["", BROKEN_DTD, "<!DOCTYPE HealthData [\n<!ELEMENT HealthData ANY>\n]>\n"])
def test_an_export_is_known_whatever_its_document_type(dtd: str) -> None:
    assert is_export(export(dtd=dtd))
    assert is_export(b"\xef\xbb\xbf" + export(dtd=dtd))
    assert not is_part(export(dtd=dtd))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<gpx/>",
        b"<HealthDataset/>",
        b'<?xml version="1.0"?><ClinicalDocument><HealthData></HealthData></ClinicalDocument>',
        b"<!DOCTYPE html><html><HealthData>",
        b" " * 70_000 + b"<HealthData>",
        export().decode().encode("utf-16"),
    ],
)
def test_what_is_no_export_is_left_to_others(content: bytes) -> None:
    assert not is_export(content)
    assert not is_part(content)


def test_a_part_is_no_export() -> None:
    assert is_part(b'<?xml version="1.0" encoding="UTF-8"?>\n<HealthData part="workout">')
    assert not is_export(b'<HealthData part="workout">')


def test_the_broken_document_type_is_passed_over_where_lxml_stumbles() -> None:
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(export())
    assert body_of("a", export()).startswith(b"\n <ExportDate")


@pytest.mark.parametrize(
    ("dtd", "reason"),
    [
        (LAUGHS, "a: it declares entities, which an activity has no need of"),
        (
            '<!DOCTYPE HealthData SYSTEM "file:///etc/passwd">',
            "a: it declares a document type, which an activity has no need of",
        ),
    ],
)
def test_entities_and_foreign_document_types_are_refused(dtd: str, reason: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        body_of("a", export(dtd=dtd))
    assert str(refusal.value) == reason


def test_what_is_no_export_has_no_body() -> None:
    with pytest.raises(UnreadableFileError, match="no export from Apple Health"):
        body_of("a", b"<gpx/>")


def test_attributes_are_found_in_either_kind_of_quotes() -> None:
    assert attributes(b' a="1 > 0" b = \'"x"\' c=""') == {b"a": b"1 > 0", b"b": b'"x"', b"c": b""}


def test_markup_is_made_well_formed() -> None:
    dirty = b'<a b="R\x0bu\x00n&nbsp;&amp;&#11;&#65;&#x1F600;&#x110000; \xff\xef\xbf\xbf"><!DOCTYPE x><?end?>&</a>'
    element = etree.fromstring(clean(dirty))
    assert element.get("b") == "Run&nbsp;&A😀 \N{REPLACEMENT CHARACTER}"
    assert element.text == "<!DOCTYPE x><?end?>&"


def test_what_holds_no_attributes_is_looked_at_but_once() -> None:
    assert ends("""
from uncramp.formats.apple.markup import attributes
for part in (b"a", b"a ", b"a='", b"a= ", b" "):
    attributes(part * 1_000_000)
""")
