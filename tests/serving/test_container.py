"""The Containerfile by its words; `test_container_steps.py` carries it out."""

import inspect
from pathlib import PurePosixPath

import pytest

from inkdigits.cli import main
from inkdigits.cli._serve import serve
from tests.serving.containerfile import ROOT, Instruction, files_of, instructions, is_ignored


def all_of(word: str) -> list[Instruction]:
    return [instruction for instruction in instructions() if instruction.word == word]


def test_its_instructions_are_known_ones() -> None:
    known = "FROM WORKDIR COPY RUN USER EXPOSE HEALTHCHECK ENTRYPOINT"  # no ADD, which downloads
    assert {instruction.word for instruction in instructions()} == set(known.split())


def test_its_base_is_named_once_with_a_version() -> None:
    first, *others = [instruction.words for instruction in all_of("FROM")]
    assert first == ["docker.io/library/python:3.12-slim", "AS", "base"]
    assert [words[0] for words in others] == ["base", "base"]


def test_what_it_copies_is_there_and_not_ignored() -> None:
    stages = {instruction.words[2] for instruction in all_of("FROM") if len(instruction.words) == 3}
    for instruction in all_of("COPY"):
        stage = instruction.options.get("from")
        for source in instruction.words[:-1]:
            assert stage in stages if stage else files_of(source)


def test_nothing_else_goes_to_the_build() -> None:
    copied = {
        source
        for instruction in all_of("COPY")
        if "from" not in instruction.options
        for source in instruction.words[:-1]
    }
    let_through = {path.name for path in ROOT.iterdir() if not is_ignored(PurePosixPath(path.name))}
    assert let_through == copied


@pytest.mark.parametrize(
    "path", [".env", ".git/config", "runs/a/model.onnx", "src/inkdigits/__pycache__/a.pyc"]
)
def test_what_is_nobody_elses_affair_is_ignored(path: str) -> None:
    assert is_ignored(PurePosixPath(path))


def test_it_installs_the_server_only_in_the_versions_that_are_tested_and_keeps_no_cache() -> None:
    [run] = all_of("RUN")
    for part in ("--no-cache-dir", "-c constraints.txt", "'.[serve]'"):
        assert part in run.text


def test_it_is_not_root_that_serves() -> None:
    [user] = all_of("USER")
    assert all(int(number) > 0 for number in user.text.split(":"))
    after = instructions()[instructions().index(user) :]
    assert not {"RUN", "COPY"} & {instruction.word for instruction in after}


def test_no_secret_is_in_it() -> None:
    text = " ".join(f"{one.word} {one.text}" for one in instructions())
    for word in ("TOKEN", "SECRET", "PASSWORD", "CREDENTIAL", "KEY"):
        assert word not in text.upper()


def test_the_port_is_that_of_the_command() -> None:
    [port], [check] = all_of("EXPOSE"), all_of("HEALTHCHECK")
    assert int(port.text) == inspect.signature(serve).parameters["port"].default
    assert f"'127.0.0.1', {port.text}" in check.text
    assert "'/healthz'" in check.text


def test_without_a_token_it_says_what_to_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("INKDIGITS_TOKEN", raising=False)
    [entry] = all_of("ENTRYPOINT")
    program, *arguments = entry.words
    assert (program, main(arguments)) == ("inkdigits", 2)
    assert "give a --token, or set INKDIGITS_TOKEN" in capsys.readouterr().err
