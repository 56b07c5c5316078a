"""A program that imports, ``python -m logbook.importing FOLDER [at-once]``, and says each file that is safe.

It goes the way of ``uncramp import``; at once, it reads the files in its own process instead of in others.
"""

import sys
from contextlib import nullcontext
from pathlib import Path

from uncramp.cli import wiring
from uncramp.usecases.import_files import run_import
from usecases.world import at_once

if __name__ == "__main__":
    folder, *options = sys.argv[1:]
    book = wiring.open_logbook()
    decoding = nullcontext(at_once(wiring.reader(book))) if options else wiring.decoding(book)
    with decoding as decode:
        print("ready", flush=True)  # noqa: T201  # a word to whoever started it
        sys.stdin.readline()
        opening = wiring.open_sources([Path(folder)])
        for entry in run_import(opening, book, decode, book.begin_import(folder)):
            print(entry.name, entry.outcome.value, flush=True)  # noqa: T201  # as above
