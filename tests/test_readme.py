"""The README tells the truth: its commands exist, its Python runs, its pictures are there."""

import re
from pathlib import Path

import numpy as np
import pytest

from inkdigits.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, flags=re.DOTALL)
COMMANDS = [
    line.partition("#")[0].split()[1:]
    for language, block in BLOCKS
    if language == "sh"
    for line in block.splitlines()
    if line.startswith("inkdigits ")
]
SHOWN = [
    block.removeprefix("$ inkdigits ").partition("\n")[::2]
    for language, block in BLOCKS
    if language == "console"
]
GROUPS = ("data",)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_each_command_and_its_options_exist(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    command = words[:2] if words[0] in GROUPS else words[:1]
    assert main([*command, "--help"]) == 0
    text = capsys.readouterr().out
    for option in (word for word in words if word.startswith("--")):
        assert option in text


@pytest.mark.parametrize(("command", "output"), SHOWN)
def test_what_is_printed_is_what_is_shown(
    command: str,
    output: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(command.split()) == 0
    assert capsys.readouterr().out == output


def test_there_are_commands_to_check() -> None:
    assert len(COMMANDS) >= 8
    assert SHOWN


def test_the_python_runs() -> None:
    block = next(block for language, block in BLOCKS if language == "python")
    names: dict[str, object] = {"images": np.zeros((3, 28, 28), np.uint8)}
    exec(block, names)
    probabilities = names["probabilities"]
    assert isinstance(probabilities, np.ndarray)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", README))
def test_each_link_leads_somewhere(target: str) -> None:
    assert target.startswith("https://") or (ROOT / target).exists()


@pytest.mark.parametrize("target", re.findall(r"^make ([a-z-]+)", README, flags=re.MULTILINE))
def test_each_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
