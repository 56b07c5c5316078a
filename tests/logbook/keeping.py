"""A program that keeps files, ``python -m logbook.keeping FIRST_DAY COUNT``, and says each day that is kept."""

import sys

from logbook.samples import large_file
from uncramp.logbook.opening import open_logbook

if __name__ == "__main__":
    first, count = (int(argument) for argument in sys.argv[1:])
    book = open_logbook()
    print("ready", flush=True)  # noqa: T201  # a word to the test
    sys.stdin.readline()
    for day in range(first, first + count):
        receipt = book.keep(*large_file(day))
        print(day, len(receipt.added), flush=True)  # noqa: T201  # a word to the test
