"""Run ``pip install`` quietly, and say what to do where it fails.

Takes pip's own arguments. A line a minute says that it is still at work.
"""

from __future__ import annotations

import subprocess
import sys
import time

_A_MINUTE = 60


def main(arguments: list[str]) -> int:
    """Install; returns pip's exit code."""
    command = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    started = time.monotonic()
    with subprocess.Popen([*command, *arguments]) as pip:
        while True:
            try:
                code = pip.wait(_A_MINUTE)
                break
            except subprocess.TimeoutExpired:
                print(
                    f"  still installing after {time.monotonic() - started:.0f} s ...", flush=True
                )
    if code:
        print(
            "pip could not install this; its own words are above. It needs a package index: the "
            "internet, or one named in pip's configuration (pip config set global.index-url ...).",
            file=sys.stderr,
        )
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
