"""What is too much, too slow, or gone before it is answered."""

import asyncio
import socket
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import httpx
import numpy as np
import pytest
from fastapi import Request

from inkdigits.recognizer import load_recognizer
from inkdigits.serving import Settings, _protocol, _reading, _service
from inkdigits.serving._known import Known
from inkdigits.serving._memory import Memory
from inkdigits.serving._page_json import Wanted
from inkdigits.serving._reading import ReadJob
from inkdigits.serving._receive import receive_uploads
from inkdigits.serving._upload import Upload
from tests.images.encoded import png_that_claims
from tests.serving.pictures import PNG, blank, encoded, one
from tests.serving.running import PATIENCE, metric, running, wait_until

HEAD = b"POST /v1/read HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
LEFT = 'inkdigits_requests_total{method="POST",route="/v1/read",status="499"}'


def connect(client: httpx.Client) -> socket.socket:
    return socket.create_connection((client.base_url.host, client.base_url.port), timeout=60)


def body(size: int) -> Iterator[bytes]:
    """A body whose length nobody declares."""
    for _ in range(0, size, 1000):
        yield bytes(1000)


class Gate:
    """Holds up the work of a server until it is opened."""

    def __init__(self, work: Callable[..., object]) -> None:
        self._work, self._open, self._lock = work, threading.Event(), threading.Lock()
        self.begun = 0

    def __call__(self, *arguments: object) -> object:
        with self._lock:
            self.begun += 1
        assert self._open.wait(120)
        return self._work(*arguments)

    def open(self) -> None:
        self._open.set()


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Holds up the one worker that reads, after it has begun."""
    gate = Gate(_reading.read)
    monkeypatch.setattr(_service, "usable_cpus", lambda: 1)
    monkeypatch.setattr(_reading, "read", gate)
    yield gate
    gate.open()


@pytest.fixture
def classifying(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """The same of the one that classifies."""
    gate = Gate(_service.classify_pictures)
    monkeypatch.setattr(_service, "usable_cpus", lambda: 1)
    monkeypatch.setattr(_service, "classify_pictures", gate)
    yield gate
    gate.open()


def test_too_large_a_body_is_refused_declared_or_not() -> None:
    with running(Settings(max_body=10_000)) as client:
        files = [("files", ("a", bytes(10_000)))]
        for answer in (
            client.post("/v1/read", content=bytes(10_001), headers=PNG),
            client.post("/v1/read", content=body(11_000), headers=PNG),
            client.post("/v1/read", files=files),
        ):
            assert answer.status_code == 413
            assert answer.json()["error"].startswith("got a body of more than 10,000 bytes, wanted")
        assert client.post("/v1/read", content=one(), headers=PNG).status_code == 200


def test_more_pixels_than_are_decoded() -> None:
    large = encoded(np.full((1100, 1000), 255, np.uint8))
    with running(Settings(max_pixels=10**6)) as client:
        for path in ("/v1/classify", "/v1/read"):
            answer = client.post(path, content=large, headers=PNG)
            assert answer.status_code == 413
            message = "got an image of 1000×1100 pixels, wanted at most 1 million in all"
            assert message in answer.json()["error"]
            assert client.post(path, content=blank(), headers=PNG).status_code == 200


def test_a_bomb_is_refused_by_what_its_header_claims(client: httpx.Client) -> None:
    bomb = png_that_claims(60_000, 60_000)
    for path in ("/v1/classify", "/v1/read"):
        answer = client.post(path, content=bomb, headers=PNG)
        assert answer.status_code == 413
        assert "got an image of 60000×60000 pixels, wanted at most" in answer.json()["error"]


def test_more_files_than_may_come_at_once() -> None:
    with running(Settings(max_files=2)) as client:
        files = [("files", (str(number), one())) for number in range(3)]
        answer = client.post("/v1/classify", files=files)
        assert answer.status_code == 413
        assert answer.json()["error"].startswith("got more than 2 files, wanted at most so many")
        assert client.post("/v1/classify", files=files[:2]).status_code == 200


def test_a_form_that_is_too_large(client: httpx.Client) -> None:
    files = [("files", ("page.png", one())), ("form", (None, b" " * 65_537))]
    answer = client.post("/v1/read", files=files)
    assert answer.status_code == 413
    assert answer.json()["error"].startswith("got a form of more than 65,536 bytes, wanted a small")


def test_a_body_that_is_cut_off_before_its_closing_boundary(client: httpx.Client) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    for cut in (head + one(), head + one() + b"\r\n--x\r\n", head[:20]):
        answer = client.post("/v1/read", content=cut, headers=kind)
        assert answer.status_code == 422
        assert "the body is cut off before its closing boundary" in answer.json()["error"]
    whole = client.post("/v1/read", content=head + one() + b"\r\n--x--\r\n", headers=kind)
    assert whole.status_code == 200


@pytest.mark.parametrize("kind", ["image/png", "multipart/form-data; boundary=x"])
def test_a_body_is_held_once(kind: str) -> None:
    size, piece = 2**25, bytes(2**16)
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'
    parts = [head, *[piece] * (size // len(piece)), b"\r\n--x--"]
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages.append({"type": "http.request", "body": b"", "more_body": False})
    coming = iter(messages)

    async def receive() -> dict[str, object]:
        return next(coming)

    async def hold() -> int:
        scope = {"type": "http", "headers": [(b"content-type", kind.encode())]}
        service = SimpleNamespace(settings=Settings(), memory=Memory(2**30))
        async with receive_uploads(Request(scope, receive), service) as received:
            return len(received.files[0].content)

    tracemalloc.start()
    try:
        assert asyncio.run(hold()) >= size
        assert tracemalloc.get_traced_memory()[1] < 1.5 * size
    finally:
        tracemalloc.stop()


def test_a_body_that_comes_too_slowly_is_not_waited_for() -> None:
    with running(Settings(upload_seconds=0.5)) as client, connect(client) as slow:
        slow.sendall(HEAD + b"Content-Length: 5000\r\n\r\n" + bytes(100))
        answer = slow.makefile("rb").read()
        assert answer.startswith(b"HTTP/1.1 408")
        assert b"the body did not arrive within 0.5 s; send it faster" in answer


def test_a_head_that_comes_too_slowly_is_not_waited_for(monkeypatch) -> None:
    monkeypatch.setattr(_protocol, "PATIENCE", 0.5)
    with running() as client:
        with connect(client) as slow, connect(client) as silent:
            slow.sendall(HEAD[:20])
            assert slow.recv(100) == b""
            assert silent.recv(100) == b""
        assert client.get("/healthz").status_code == 200


def test_what_is_not_http_is_refused(client: httpx.Client) -> None:
    with connect(client) as stranger:
        stranger.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n")
        assert stranger.makefile("rb").read().startswith(b"HTTP/1.1 400")
    assert client.get("/healthz").status_code == 200


def test_a_client_that_leaves_while_it_sends_leaves_nothing_behind(client: httpx.Client) -> None:
    before = metric(client, LEFT)
    with connect(client) as hasty:
        hasty.sendall(HEAD + b"Content-Length: 5000\r\n\r\n" + bytes(100))
    wait_until(lambda: metric(client, LEFT) == before + 1)


def test_a_client_that_leaves_while_it_waits_is_not_worked_for(reading: Gate) -> None:
    picture = blank()
    request = HEAD + b"Content-Length: %d\r\n\r\n" % len(picture) + picture
    with running() as client, connect(client) as first:
        first.sendall(request)
        wait_until(lambda: reading.begun == 1)
        with connect(client) as second:
            second.sendall(request)
            wait_until(lambda: metric(client, 'inkdigits_waiting{queue="read"}') == 1)
        wait_until(lambda: metric(client, LEFT) == 1)
        assert metric(client, 'inkdigits_waiting{queue="read"}') == 0
        reading.open()
        assert first.recv(100).startswith(b"HTTP/1.1 200")
        assert reading.begun == 1


def upload_of(content: bytes, known: Known) -> ReadJob:
    files = tuple(Upload(str(number), content) for number in range(3))
    return ReadJob(files, load_recognizer(), known, Wanted(0.9, False, False), 100, 10**6)


def test_what_nobody_waits_for_any_more_is_not_begun(monkeypatch) -> None:
    job = upload_of(blank(), Known(pattern="(which no one compiles"))
    job.abandoned.set()
    assert _reading.read_files(job) == []

    job = upload_of(b"no picture", Known())
    monkeypatch.setattr(_reading, "decode_pages", lambda *_: job.abandoned.set() or iter(()))
    decoded = []
    monkeypatch.setattr(_reading._Reading, "read_file", _watched(decoded))
    _reading.read_files(job)
    assert len(decoded) == 1


def _watched(decoded: list[object]) -> Callable[..., None]:
    real = _reading._Reading.read_file

    def read_file(self: object, file: Upload) -> None:
        decoded.append(file)
        real(self, file)

    return read_file


def test_a_stack_that_nobody_waits_for_any_more_is_not_read(monkeypatch) -> None:
    job = upload_of(blank(), Known(ids=("12", "34")))
    monkeypatch.setattr(_reading.Stack, "add", lambda *_: job.abandoned.set())
    monkeypatch.setattr(_reading.Stack, "read", lambda *_: pytest.fail("read for nobody"))
    assert len(_reading.read_files(job)) == 1


def test_what_is_not_answered_in_time_is_said_to_be_so(reading: Gate) -> None:
    with running(Settings(answer_seconds=0.5)) as client:
        answer = client.post("/v1/read", content=blank(), headers=PNG)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "1"
        assert "not answered within 0.5 s" in answer.json()["error"]
        reading.open()


def test_the_memory_for_bodies_is_shared() -> None:
    with running(Settings(max_memory=20_000)) as client:
        with connect(client) as holder:
            holder.sendall(HEAD + b"Content-Length: 19990\r\n\r\n" + bytes(19_980))
            wait_until(
                lambda: client.post("/v1/read", content=one(), headers=PNG).status_code == 503
            )
            answer = client.post("/v1/read", content=one(), headers=PNG)
            assert answer.headers["Retry-After"] == "1"
            assert "the bodies of other requests fill the memory" in answer.json()["error"]
        wait_until(lambda: client.post("/v1/read", content=one(), headers=PNG).status_code == 200)


def test_overload_is_refused_and_what_was_accepted_is_answered(classifying: Gate) -> None:
    settings = Settings(classify_queue=40, answer_seconds=PATIENCE)
    limits = httpx.Limits(max_connections=250)
    with (
        running(settings) as client,
        httpx.Client(base_url=client.base_url, timeout=120, limits=limits) as crowd,
        ThreadPoolExecutor(200) as clients,
    ):

        def ask(_: int) -> httpx.Response:
            return crowd.post("/v1/classify", content=one(), headers=PNG)

        first = clients.submit(ask, 0)
        wait_until(lambda: classifying.begun == 1)
        answers = [clients.submit(ask, number) for number in range(1, 200)]
        refused = 'inkdigits_requests_total{method="POST",route="/v1/classify",status="503"}'
        wait_until(lambda: metric(client, refused) == 159)
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
        classifying.open()
        found = [first.result(), *(answer.result() for answer in answers)]
        by_status = {status: [a for a in found if a.status_code == status] for status in (200, 503)}
        assert len(by_status[200]) == 41
        assert len(by_status[503]) == 159
        assert all(answer.json()["results"][0]["digit"] == 1 for answer in by_status[200])
        assert all(int(answer.headers["Retry-After"]) >= 1 for answer in by_status[503])
        assert "too many requests wait already" in by_status[503][0].json()["error"]
        # 40 waited while the first one was held up; it and they took three runs of the net.
        assert metric(client, "inkdigits_batch_size_count") == 3
        assert client.get("/readyz").status_code == 200
        assert ask(0).status_code == 200
