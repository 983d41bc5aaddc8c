import socket

import pytest

from inkdigits.cli import main


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_to_serve_others_takes_a_token(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", host]) == 2
    message = f"inkdigits: got --host {host} without --token, so that anybody who can reach this"
    assert message in capsys.readouterr().err


def test_an_empty_token_is_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INKDIGITS_TOKEN", "")
    assert main(["serve", "--host", "0.0.0.0"]) == 2
    assert "without --token" in capsys.readouterr().err


def test_a_model_that_is_not_there(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "0", "--model", str(tmp_path / "no.onnx")]) == 2
    assert "no.onnx: no such file" in capsys.readouterr().err


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    error = capsys.readouterr().err
    assert f"cannot listen on 127.0.0.1, port {port} (Address already in use)" in error


@pytest.mark.parametrize("token", ["two words", "schlüssel", "line\n"])
def test_a_token_that_no_header_carries(token: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--token", token]) == 2
    assert "got a token with spaces or signs that HTTP headers cannot" in capsys.readouterr().err


@pytest.mark.parametrize("is_terminal", [False, True])
def test_the_token_is_shown_on_a_terminal_and_kept_out_of_logs(
    is_terminal: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("inkdigits.serving.serve", lambda app, listeners: listeners[0].close())
    monkeypatch.setattr("sys.stderr.isatty", lambda: is_terminal)
    assert main(["serve", "--port", "0", "--token", "secret"]) == 0
    assert ("/#token=secret (Ctrl-C" in capsys.readouterr().err) == is_terminal


def test_the_environment_says_how_many_workers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INKDIGITS_WORKERS", "none")
    assert main(["serve"]) == 2
    assert "INKDIGITS_WORKERS" in capsys.readouterr().err
