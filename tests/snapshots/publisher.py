"""A publisher in a process of its own, to be killed, hurried and starved.

python -m tests.snapshots.publisher loop STORE SEED   publishes new content until it is killed
python -m tests.snapshots.publisher steps STORE       is killed at its first step, its second...
python -m tests.snapshots.publisher limit STORE BYTES NOTE   may write files of that size only
python -m tests.snapshots.publisher nobody STORE      has no rights but everybody's
python -m tests.snapshots.publisher twins STORE SEED N  publishes N contents that depend on SEED
"""

from __future__ import annotations

import itertools
import json
import os
import random
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any

from clausewatch.model.errors import ClauseWatchError
from clausewatch.snapshots import Commit, Meta, Store
from tests.builders import tables, violation, visit

MOST_STEPS = 300


def publish(store: Store, content: str, note: str = "") -> Commit:
    """Publish a small register that no other content equals."""
    frames = tables(visit(violation(), case_id=content), visit(case_id=f"{content} again"))
    with store.draft() as draft:
        for name, frame in frames.items():
            draft.write(name, frame)
        return draft.commit(Meta(note=note))


def kills(store: Store, seed: str, rounds: int) -> None:
    """Fork two publishers that never end, and kill them at some moment; that many times."""
    chance = random.Random(seed)  # noqa: S311
    for turn in range(rounds):
        children = []
        for side in "ab":
            children.append(os.fork())
            if not children[-1]:
                for number in itertools.count():
                    publish(store, f"{seed} {turn} {side} {number}")
        for child in children:
            time.sleep(chance.uniform(0.01, 0.2))
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            say(killed=os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL)


def steps(store: Store) -> None:
    """Fork a publisher for each step and kill it there; say what a reader finds afterwards.

    Nothing here runs polars before a fork, whose threads would not survive it.
    """
    for step in range(1, MOST_STEPS):
        child = os.fork()
        if not child:
            kill_at(step, str(store.folder))
            publish(store, f"step {step}")
            os._exit(0)
        _, status = os.waitpid(child, 0)
        listed = store.list()
        say(
            step=step,
            killed=os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL,
            failed=os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0,
            snapshots=len(listed),
            damaged=sum(entry.damage is not None for entry in listed),
            current=store.current().snapshot.id if listed else None,
            passed_over=len(store.current().passed_over) if listed else 0,
            drafts=len(list(store.folder.glob(".draft-*"))),
            choices=len(list(store.folder.glob(".CURRENT-*"))),
        )
        if os.WIFEXITED(status):
            return


def kill_at(step: int, folder: str) -> None:
    """Kill this process at its nth operation on the store: open, rename, lock, force to disk..."""
    left = step

    def count() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        named = any(isinstance(each, str) and folder in each for each in arguments)
        paths = any(isinstance(each, Path) and folder in str(each) for each in arguments)
        if named or paths or event == "fcntl.flock":
            count()

    force = os.fsync

    def fsync(descriptor: int) -> None:
        count()
        force(descriptor)

    os.fsync = fsync  # type: ignore[assignment]
    sys.addaudithook(audit)


def say(**said: Any) -> None:
    print(json.dumps(said), flush=True)


def main() -> None:
    what, folder, *rest = sys.argv[1:]
    store = Store(Path(folder))
    match what:
        case "kills":
            kills(store, rest[0], int(rest[1]))
        case "steps":
            steps(store)
        case "limit":
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(rest[0]), int(rest[0])))
            attempt(store, "limited", "n" * int(rest[1]))
        case "nobody":
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            attempt(store, "nobody")
        case "twins":
            for number in range(int(rest[1])):
                made = publish(store, f"{rest[0]} {number}")
                say(id=made.snapshot.id, created=made.created)


def attempt(store: Store, content: str, note: str = "") -> None:
    try:
        publish(store, content, note)
    except ClauseWatchError as error:
        say(error=type(error).__name__, key=error.what.key)
    else:
        say(error=None)


if __name__ == "__main__":
    main()
