"""Collect everything a user reads into the template of the catalogue: ``make messages``."""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "uncramp"
TEMPLATE = SOURCE / "presentation" / "locale" / "uncramp.pot"
KEYWORDS = dict.fromkeys(("_", "say", "translate", "gettext", "gettext_lazy", "gettext_noop")) | {
    "pgettext": ((1, "c"), 2),
    "ngettext": (1, 2),
}


def messages() -> Iterator[tuple[str, int, str | tuple[str, ...]]]:
    """File, line and text of every message in code and templates."""
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".py":
            text = path.read_text("utf-8")
        elif path.suffix == ".html":
            text = templatize(path.read_text("utf-8"))
        else:
            continue
        for line, message, _, _ in extract("python", BytesIO(text.encode()), KEYWORDS):
            yield path.relative_to(ROOT).as_posix(), line, message


def template() -> bytes:
    """The catalogue's template, without line numbers, so that only words change it."""
    catalogue = Catalog(project="Uncramp", charset="utf-8")
    for path, _, message in messages():
        catalogue.add(message, locations=[(path, 0)])
    written = BytesIO()
    write_po(written, catalogue, sort_output=True, omit_header=True, include_lineno=False)
    return written.getvalue()


if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(template())
    sys.stdout.write(f"{TEMPLATE.relative_to(ROOT)}: {template().count(b'msgid ')} messages\n")
