"""Archives made for the tests, and all that is opened of them."""

import struct
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.archives.bounds import BOUNDS, Bounds, Budget
from uncramp.formats.archives.opening import open_sources
from uncramp.usecases.ports import Original

Members = Mapping[str, bytes] | Iterable[tuple[str | ZipInfo, bytes]]


def zipped(members: Members, method: int = ZIP_DEFLATED) -> bytes:
    """A zip as the standard library writes it."""
    made = BytesIO()
    with ZipFile(made, "w", method) as archive:
        for name, content in members.items() if isinstance(members, Mapping) else members:
            archive.writestr(name, content)
    return made.getvalue()


def deflated(content: bytes) -> bytes:
    """As they lie in a zip."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


def budget(size: int = 0, bounds: Bounds = BOUNDS) -> Budget:
    """Of a file called a.zip."""
    return Budget("a.zip", size, bounds)


def patched(content: bytes, mark: bytes, offset: int, form: str, value: int) -> bytes:
    """The bytes with one number put in, counted from the last place of a mark."""
    changed = bytearray(content)
    struct.pack_into(form, changed, content.rindex(mark) + offset, value)
    return bytes(changed)


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A folder with files, made with the folders they lie in."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


class Opened:
    """What is opened of some paths."""

    def __init__(self, *paths: Path, bounds: Bounds = BOUNDS) -> None:
        opening = open_sources(paths, bounds)
        sources = list(opening)
        self.found = [source for source in sources if isinstance(source, Original)]
        self.names = [source.name for source in self.found]
        self.refusals = [str(source) for source in sources if isinstance(source, UnreadableFileError)]
        self.skipped = opening.skipped


def opened(folder: Path, content: bytes, name: str = "a.zip", bounds: Bounds = BOUNDS) -> Opened:
    """What is opened of one file in a folder of the test's own."""
    return Opened(put(folder, {name: content}) / name, bounds=bounds)
