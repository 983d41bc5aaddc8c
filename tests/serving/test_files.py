import socket
import subprocess
import sys

import httpx
import pytest

from inkdigits.serving import _files, _protocol
from tests.serving.running import running

resource = pytest.importorskip("resource", reason="Windows has no such limit")


def test_the_limit_is_raised_as_far_as_it_goes() -> None:
    code = (
        "import resource; from inkdigits.serving import _files;"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (100, 900)); _files.allow_many_files();"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE), _files.most_connections())"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert told.stdout == "(900, 900) 644\n"


def test_an_endless_limit_is_taken_for_many(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    monkeypatch.setattr(resource, "getrlimit", lambda of: endless)
    _files.allow_many_files()
    assert _files.most_connections() == 65_536


def test_a_connection_too_many_is_cut_off_and_the_others_are_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_protocol, "most_connections", lambda: 3)
    with running() as client:
        assert client.get("/healthz").status_code == 200
        address = client.base_url.host, client.base_url.port
        idle = [socket.create_connection(address, timeout=60) for _ in range(2)]
        try:
            with pytest.raises(httpx.TransportError):
                httpx.get(f"{client.base_url}/healthz", timeout=60)
            assert client.get("/healthz").status_code == 200
        finally:
            for one in idle:
                one.close()
