import os
import signal
import socket
import sys
from pathlib import Path

import httpx
import pytest

from inkdigits.errors import WorkError
from inkdigits.serving import listen
from tests.serving.command import serving, wait_for_workers
from tests.serving.pictures import BYTES, DIGITS
from tests.serving.running import PATIENCE, wait_until

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="connections are dealt out on Linux"
)


SLOW = (
    b"POST /v1/classify HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
    b"Content-Length: 100\r\nExpect: 100-continue\r\n\r\n"
)


def is_refused(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=PATIENCE).close()
    except ConnectionRefusedError:
        return True
    return False


def ask(address: str) -> int:
    picture, digit = DIGITS[0]
    with httpx.Client(base_url=address, timeout=PATIENCE) as client:
        answer = client.post("v1/classify", content=picture.read_bytes(), headers=BYTES)
    assert answer.json()["results"][0]["digit"] == digit
    return answer.status_code


def is_alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text("ascii")
    except OSError:
        return False
    # One that has ended and whom nobody has asked how is there still.
    return not status.rpartition(")")[2].startswith(" Z")


def test_who_dies_is_replaced_and_nobody_goes_without_an_answer() -> None:
    with serving("--workers", "2") as command:
        victim, other = wait_for_workers(command, 2)
        os.kill(victim, signal.SIGKILL)
        # Some of these connections are dealt out to the dead one, and wait for its successor.
        assert [ask(command.address) for _ in range(20)] == [200] * 20
        successor = wait_for_workers(command, 3)[2]
        assert is_alive(other)
        assert is_alive(successor)
        assert any("a worker died (-9) and is replaced" in line for line in command.log)


def test_all_workers_end_when_the_command_is_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with serving("--workers", "2") as command:
        workers = wait_for_workers(command, 2)
        assert ask(command.address) == 200
        [shared] = tmp_path.glob("inkdigits-*")
        command.process.send_signal(signal.SIGINT)
        assert command.process.wait(PATIENCE) == 0
        assert not any(is_alive(worker) for worker in workers)
        assert not shared.exists()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_signal_right_after_the_start_is_heard(workers: str) -> None:
    with serving("--workers", workers) as command:
        command.process.send_signal(signal.SIGTERM)
        assert command.process.wait(PATIENCE) in (0, -signal.SIGTERM)


def test_nothing_new_is_taken_while_workers_finish() -> None:
    with serving("--workers", "2") as command:
        wait_for_workers(command, 2)
        address = httpx.URL(command.address)
        assert address.port is not None
        with socket.create_connection((address.host, address.port), timeout=PATIENCE) as slow:
            slow.sendall(SLOW)
            assert b" 100 " in slow.recv(1000)  # so it was taken
            command.process.send_signal(signal.SIGTERM)
            wait_until(lambda: is_refused(address.host, address.port))
            slow.sendall(100 * b"x")
            assert b" 415 " in slow.recv(1000)
        assert command.process.wait(PATIENCE) == 0


def test_no_worker_outlives_the_command_and_none_of_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with serving("--workers", "2") as command:
        workers = wait_for_workers(command, 2)
        assert list(tmp_path.glob("inkdigits-*"))
        command.process.kill()
        wait_until(lambda: not any(is_alive(worker) for worker in workers))
        assert not list(tmp_path.glob("inkdigits-*"))


def test_listeners_share_an_address_that_nobody_else_has() -> None:
    listeners = listen("127.0.0.1", 0, 3)
    [address] = {listener.getsockname() for listener in listeners}
    try:
        for workers in (1, 2):
            with pytest.raises(WorkError, match="Address already in use"):
                listen(*address, workers)
    finally:
        for listener in listeners:
            listener.close()


def test_a_system_that_deals_out_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("socket.SO_REUSEPORT")
    with pytest.raises(WorkError, match="take one worker"):
        listen("127.0.0.1", 0, 2)
