"""Processor time and memory to read real GPX and TCX files, against gpxpy and tcxreader, each in its own process.

The files lie beside the repository and are not part of it. Every reader gets the bytes in memory; ours goes all the way
to activities with streams in our units and keeps every point, the others to their own objects. A reader is compared
with ours over the files that it accepts. Last, a GPX of some 300 MB is made and read.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
REPEATS = 5
PEERS = {"gpxpy": ("gpx", 6.0), "tcxreader": ("tcx", 2.5)}
"""The format that each reads, and how many times its time ours is to be faster."""
LARGE = 1_000_000
"""Points of the large file."""
Read = Callable[[bytes], object]
Times = dict[str, tuple[float, int]]


def reader(peer: str, kind: str) -> tuple[Callable[[bytes], int], tuple[type[Exception], ...]]:
    """What reads a file and counts its points, by name, and the errors with which it refuses one."""
    if peer == "uncramp":
        from uncramp.domain.errors import UnreadableFileError  # each process imports its own peer
        from uncramp.formats import gpx, tcx

        read = gpx.read if kind == "gpx" else tcx.read
        return lambda content: sum(len(each.streams) for each in read("", content)), (UnreadableFileError,)
    if peer == "gpxpy":
        import gpxpy

        return lambda content: gpxpy.parse(content).get_track_points_no(), (gpxpy.gpx.GPXException,)
    from tcxreader.tcxreader import TCXReader

    return lambda content: len(TCXReader().read(BytesIO(content), only_gps=False).trackpoints), (SyntaxError,)


def measure(peer: str, kind: str) -> Times:
    """Seconds of processor time and points by file, of the files that the peer accepts; the best of its repeats."""
    read, refusals = reader(peer, kind)
    times: Times = {}
    for path in sorted((CORPUS / kind).iterdir()):
        content = path.read_bytes()
        try:
            points = read(content)
        except refusals:
            continue
        times[path.name] = min(_once(read, content) for _ in range(REPEATS)), points
    return times


def _once(read: Read, content: bytes) -> float:
    start = time.process_time()
    read(content)
    return time.process_time() - start


def measure_large() -> tuple[float, float, float]:
    """Size (MB) of the large file, seconds of processor time to read it, and memory for that beside it (MB)."""
    made = BytesIO()
    made.write(
        b'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1" xmlns:e="e"><trk><type>run</type><trkseg>\n'
    )
    for index in range(LARGE):
        day, second = divmod(index // 4, 86_400)
        clock = (
            f"2025-06-{day + 1:02}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.{index % 4 * 25:02}0Z"
        )
        made.write(
            f'   <trkpt lat="{48 + index * 1e-7:.7f}" lon="2.0000000">\n    <ele>{100 + index % 50}.2</ele>\n'
            f"    <time>{clock}</time>\n    <extensions>\n     <e:TrackPointExtension>\n      <e:hr>{120 + index % 40}"
            "</e:hr>\n      <e:cad>84</e:cad>\n     </e:TrackPointExtension>\n    </extensions>\n   </trkpt>\n".encode()
        )
    made.write(b"</trkseg></trk></gpx>")
    content = made.getvalue()
    del made
    read, _ = reader("uncramp", "gpx")
    read(content[: len(content) // LARGE * 1000])  # what is imported when first used
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = _once(read, content)
    return len(content) / 1e6, seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def _in_own_process(*arguments: str) -> Times:
    done = subprocess.run([sys.executable, __file__, *arguments], check=True, stdout=subprocess.PIPE, text=True)
    times: Times = json.loads(done.stdout)
    return times


def main() -> None:
    """Print the table; with ``--measure``, one of its parts alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", nargs="+", help="a reader and a format, or 'large'; prints JSON")
    chosen = parser.parse_args().measure
    if chosen is not None:
        print(json.dumps(measure_large() if chosen == ["large"] else measure(*chosen)))
        return
    print("real files; processor seconds over the files that both accept")
    print(
        f"{'reader':<12}{'common':>8}{'points':>8}{'seconds':>10}{'ours':>10}{'µs/point':>10}{'ratio':>8}{'target':>8}"
    )
    for peer, (kind, target) in PEERS.items():
        theirs, ours = (_in_own_process("--measure", each, kind) for each in (peer, "uncramp"))
        common = theirs.keys() & ours.keys()
        seconds, own = (sum(each[name][0] for name in common) for each in (theirs, ours))
        points = sum(ours[name][1] for name in common)
        print(
            f"{peer:<12}{len(common):>8}{points:>8}{seconds:>10.4f}{own:>10.4f}"
            f"{1e6 * own / points:>10.1f}{seconds / own:>8.1f}{target:>8g}"
        )
    done = subprocess.run([sys.executable, __file__, "--measure", "large"], check=True, stdout=subprocess.PIPE)
    size, seconds, memory = json.loads(done.stdout)
    print(f"a GPX of {size:.0f} MB and {LARGE} points: {seconds:.1f} s, and {memory:.0f} MB beside the file")


if __name__ == "__main__":
    main()
