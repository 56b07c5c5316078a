"""The markup of Apple's export as bytes: where it begins, its attributes, and what of it is well-formed XML.

The file is not parsed as XML: its document type is broken in the exports of iOS 16, its texts hold characters that XML
forbids, and all but a few of its millions of elements are to be passed over. What is cut out of it is made well-formed.
"""

import re
from sys import maxunicode

from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import say

HEAD = 64 * 1024
"""How far into a file its root element must begin, bytes; the document type of iOS 18 has 12 kB."""
INSIDE = rb"(?:[^\"'<>]++|\"[^\"<]*+\"|'[^'<]*+')*+"
"""The attributes of a tag: a quoted ``>`` does not end it."""
_BEGIN = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>)?+(?>\s+|<!--.*?-->)*+"
    rb"(<!DOCTYPE\s+HealthData\b.*?)?<HealthData(?=[\s>])(" + INSIDE + rb")>",
    re.DOTALL,
)
_OUTSIDE = re.compile(rb"<!DOCTYPE\s+HealthData\s+(?:SYSTEM|PUBLIC)\b")
_PART = re.compile(rb"\s*part=\"")
_ATTRIBUTE = re.compile(rb"(?<![^\s\"'=<>/])([^\s\"'=<>/]++)\s*+=\s*+(?:\"([^\"<]*+)\"|'([^'<]*+)')")
_REFERENCE = re.compile(rb"&(?:#(x[0-9A-Fa-f]{1,6}|[0-9]{1,7});|((?:amp|lt|gt|quot|apos);))?")
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})
_CHARACTER = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")


def is_export(head: bytes) -> bool:
    """Whether these first bytes of a file begin Apple's export of all health data."""
    found = _BEGIN.match(head[:HEAD])
    return found is not None and _PART.match(found[2]) is None


def is_part(head: bytes) -> bool:
    """Whether these first bytes of a file begin what was cut out of such an export."""
    found = _BEGIN.match(head[:HEAD])
    return found is not None and _PART.match(found[2]) is not None


def body_of(name: str, head: bytes) -> bytes:
    """What of the first bytes of an export comes after the beginning of its root.

    Raises
    ------
    UnreadableFileError
        If it is no export, or declares entities or a document type of elsewhere.
    """
    found = _BEGIN.match(head)
    if found is None:
        raise UnreadableFileError(name, say("it is no export from Apple Health"))
    declared = found[1] or b""
    if b"<!ENTITY" in declared:
        raise UnreadableFileError(name, say("it declares entities, which an activity has no need of"))
    if _OUTSIDE.match(declared) is not None:
        raise UnreadableFileError(name, say("it declares a document type, which an activity has no need of"))
    return head[found.end() :]


def attributes(inside: bytes) -> dict[bytes, bytes]:
    """The attributes in a tag, as written; of like ones the last."""
    return {each[1]: each[2] if each[2] is not None else each[3] for each in _ATTRIBUTE.finditer(inside)}


def clean(text: bytes) -> bytes:
    """Markup in UTF-8 without what XML forbids, and without declarations and references that only these explain."""
    text = text.translate(None, _CONTROLS)
    for written, meant in ((b"<!", b"&lt;!"), (b"<?", b"&lt;?"), (b"]]>", b"]]&gt;")):
        text = text.replace(written, meant)
    return _NO_CHARACTERS.sub("", _REFERENCE.sub(_known, text).decode("utf-8", "replace")).encode()


def _known(found: re.Match[bytes]) -> bytes:
    number, name = found[1], found[2]
    if name is not None:
        return found[0]
    if number is None:
        return b"&amp;"
    code = int(number[1:], 16) if number[:1] == b"x" else int(number)
    return found[0] if code <= maxunicode and _CHARACTER.match(chr(code)) is not None else b""
