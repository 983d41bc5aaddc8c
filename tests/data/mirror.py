"""A real HTTP server on loopback that can misbehave as mirrors do."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Mirror:
    """What the server holds and how it behaves.

    Attributes:
        files: content by file name.
        behaviour: "good"; "no-range" ignores Range; "drops" sends half of what was asked for and
            hangs up; "stalls" hangs up before it sends any; "shifted" answers another range.
        asked: (file name, Range header or "") of each request so far.
        address: what to prefix a file name with.
    """

    files: dict[str, bytes]
    behaviour: str = "good"
    asked: list[tuple[str, str]] = field(default_factory=list)
    address: str = ""


@contextmanager
def serving(files: dict[str, bytes], behaviour: str = "good") -> Iterator[Mirror]:
    mirror = Mirror(files, behaviour)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self, mirror)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    mirror.address = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield mirror
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def answer(request: BaseHTTPRequestHandler, mirror: Mirror) -> None:
    name, asked = request.path.lstrip("/"), request.headers.get("Range", "")
    mirror.asked.append((name, asked))
    content = mirror.files.get(name)
    if content is None:
        request.send_error(404)
        return
    start = int(re.fullmatch(r"bytes=(\d+)-", asked)[1]) if asked else 0
    if mirror.behaviour == "no-range":
        start = 0
    if start and start >= len(content):
        request.send_error(416)
        return
    request.send_response(206 if start else 200)
    if start:
        first = start + 1 if mirror.behaviour == "shifted" else start
        request.send_header("Content-Range", f"bytes {first}-{len(content) - 1}/{len(content)}")
    request.send_header("Content-Length", str(len(content) - start))
    request.end_headers()
    rest = content[start:]
    if mirror.behaviour == "drops":
        rest = rest[: (len(rest) + 1) // 2]
    elif mirror.behaviour == "stalls":
        rest = b""
    request.wfile.write(rest)
