import os
import re
import signal
import subprocess
import sys
import threading
from io import BytesIO

import httpx
import pytest
from PIL import Image

from inkdigits.recognizer import usable_cpus
from tests.serving.pictures import BYTES, FORM
from tests.serving.running import PATIENCE, metric, wait_until

COMMAND = "from inkdigits.cli import main; raise SystemExit(main())"


def long_document() -> bytes:
    """A page four times over: it takes long enough to be told to stop meanwhile."""
    file, page = BytesIO(), Image.open(FORM).convert("L")
    page.save(file, "TIFF", compression="jpeg", save_all=True, append_images=[page] * 3)
    return file.getvalue()


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGTERM")
def test_what_was_accepted_is_answered_after_sigterm() -> None:
    server = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "serve", "--port", "0"], stderr=subprocess.PIPE, text=True
    )
    assert server.stderr is not None
    try:
        address = re.search(r"http://\S+/", server.stderr.readline())
        assert address is not None
        lines = list[str]()
        log = threading.Thread(target=lambda: lines.extend(server.stderr))
        log.start()
        document, statuses = long_document(), list[int]()

        def ask() -> None:
            answer = httpx.post(
                f"{address.group()}v1/read", content=document, headers=BYTES, timeout=PATIENCE
            )
            assert len(answer.json()["pages"]) == 4
            statuses.append(answer.status_code)

        clients = [threading.Thread(target=ask) for _ in range(usable_cpus() + 2)]
        for client in clients:
            client.start()
        with httpx.Client(base_url=address.group(), timeout=PATIENCE) as client:
            # As many are read as there are CPUs, and two wait: all have been accepted.
            wait_until(lambda: metric(client, 'inkdigits_waiting{queue="read"}') == 2)
        server.send_signal(signal.SIGTERM)
        for client in clients:
            client.join(PATIENCE)
        assert server.wait(PATIENCE) == 0
        log.join(PATIENCE)
        assert statuses == [200] * len(clients)
        assert sum('"route": "/v1/read", "status": 200' in line for line in lines) == len(clients)
        with pytest.raises(httpx.ConnectError):
            httpx.get(address.group())
    finally:
        server.kill()
        server.wait()
        server.stderr.close()
