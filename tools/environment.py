"""Make the virtual environment, or say plainly what is missing.

Run by whatever ``python3`` there is, so it is written for old ones too.
"""

import os
import shutil
import subprocess
import sys

NEEDED = (3, 11)
NEWER = ["python3.14", "python3.13", "python3.12", "python3.11"]


def main(folder):
    """Make the environment in a folder; returns the exit code."""
    if sys.version_info < NEEDED:
        return _with_a_newer_one(folder)
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return _fail(
            "This Python ({}) cannot make environments: its venv or ensurepip is missing.\n"
            "On Debian and Ubuntu: apt-get install python3-venv".format(sys.executable)
        )
    # uv and other tools make environments without pip; one of ours has it.
    if os.path.exists(os.path.join(folder, "bin", "python")) and _has_pip(folder):
        print("Keeping the environment in {}.".format(folder))
        return 0
    print("Making an environment in {} with Python {}.{} ...".format(folder, *sys.version_info[:2]))
    sys.stdout.flush()
    made = subprocess.call([sys.executable, "-m", "venv", "--clear", folder])
    return made if made == 0 else _fail("The environment could not be made; see above.")


def _has_pip(folder):
    python = os.path.join(folder, "bin", "python")
    check = "import sys, pip; sys.exit(sys.version_info < {!r})".format(NEEDED)
    with open(os.devnull, "w") as nowhere:
        return subprocess.call([python, "-c", check], stderr=nowhere) == 0


def _with_a_newer_one(folder):
    for name in NEWER:
        path = shutil.which(name)
        if path:
            return subprocess.call([path, __file__, folder])
    return _fail(
        "ClauseWatch needs Python {}.{} or newer; {} is {}.{}.\n"
        "Install one, or name one: make PYTHON=/path/to/python3".format(
            *(NEEDED + (sys.executable,) + sys.version_info[:2])
        )
    )


def _fail(what):
    sys.stderr.write(what + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
