"""Calls that must end within a bound of the processor's time, whatever they are given."""

import subprocess
import sys

MOST = 20
"""s; the like of what is tested took hours when every beginning was followed to the end."""


def ends(call: str) -> bool:
    """Whether some lines of Python end in a process of their own before the system ends it."""
    bound = f"import resource\nresource.setrlimit(resource.RLIMIT_CPU, ({MOST}, {MOST}))\n"
    return subprocess.run([sys.executable, "-c", bound + call], check=False).returncode == 0
