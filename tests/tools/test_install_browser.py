from pathlib import Path

import pytest

from tools import install_browser


def _program(path: Path, exit_code: int = 0) -> Path:
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def nothing_here(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """A machine without browser and package manager; the commands that were tried."""
    tried: list[tuple[str, ...]] = []
    monkeypatch.delenv(install_browser.VARIABLE, raising=False)
    monkeypatch.setattr(install_browser.shutil, "which", lambda _name: None)
    monkeypatch.setattr(install_browser, "PLACES", ())
    monkeypatch.setattr(install_browser, "_of_playwright", lambda: iter(()))
    monkeypatch.setattr(install_browser, "_run", lambda command: tried.append(command) or 1)
    return tried


def test_the_browser_that_is_named_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    named = _program(tmp_path / "chromium")
    monkeypatch.setenv(install_browser.VARIABLE, str(named))

    assert install_browser.find_chromium() == named


def test_a_named_browser_that_does_not_start_is_an_error_and_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv(install_browser.VARIABLE, str(_program(tmp_path / "broken", exit_code=1)))

    assert install_browser.main() == 1
    assert f"{install_browser.VARIABLE} names" in capsys.readouterr().err


def test_a_browser_that_does_not_start_is_passed_over(
    tmp_path: Path, nothing_here: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
):
    working = _program(tmp_path / "working")
    monkeypatch.setattr(install_browser, "PLACES", (_program(tmp_path / "stub", 1), working))

    assert install_browser.find_chromium() == working


def test_without_any_way_it_says_what_to_do(
    nothing_here: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
):
    assert install_browser.main() == 1

    said = capsys.readouterr()
    assert "playwright install chromium" in said.out
    assert f"{install_browser.VARIABLE}=/path/to/chromium" in said.err
    assert [command[-3:] for command in nothing_here] == [("playwright", "install", "chromium")]


@pytest.mark.parametrize(("user", "asked"), [(0, "apt-get"), (1000, "sudo")])
def test_a_package_manager_is_asked_as_root_or_through_sudo(
    user: int,
    asked: str,
    nothing_here: list[tuple[str, ...]],
    monkeypatch: pytest.MonkeyPatch,
):
    here = {"apt-get", "sudo"}
    monkeypatch.setattr(install_browser.os, "geteuid", lambda: user)
    monkeypatch.setattr(
        install_browser.shutil, "which", lambda name: f"/bin/{name}" if name in here else None
    )

    assert install_browser.main() == 1
    assert nothing_here[0][0] == asked
