import os
import signal
import threading
from io import BytesIO

import httpx
import pytest
from PIL import Image

from inkdigits.recognizer import usable_cpus
from tests.serving.command import serving
from tests.serving.pictures import BYTES, FORM
from tests.serving.running import PATIENCE, metric, wait_until


def long_document() -> bytes:
    """A page four times over: it takes long enough to be told to stop meanwhile."""
    file, page = BytesIO(), Image.open(FORM).convert("L")
    page.save(file, "TIFF", compression="jpeg", save_all=True, append_images=[page] * 3)
    return file.getvalue()


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGTERM")
def test_what_was_accepted_is_answered_after_sigterm() -> None:
    with serving() as command:
        document, statuses = long_document(), list[int]()

        def ask() -> None:
            answer = httpx.post(
                f"{command.address}v1/read", content=document, headers=BYTES, timeout=PATIENCE
            )
            assert len(answer.json()["pages"]) == 4
            statuses.append(answer.status_code)

        clients = [threading.Thread(target=ask) for _ in range(usable_cpus() + 2)]
        for client in clients:
            client.start()
        with httpx.Client(base_url=command.address, timeout=PATIENCE) as client:
            # As many are read as there are CPUs, and two wait: all have been accepted.
            wait_until(lambda: metric(client, 'inkdigits_waiting{queue="read"}') == 2)
        command.process.send_signal(signal.SIGTERM)
        for client in clients:
            client.join(PATIENCE)
        assert command.process.wait(PATIENCE) == 0
        assert statuses == [200] * len(clients)
        read = '"route": "/v1/read", "status": 200'
        wait_until(lambda: sum(read in line for line in command.log) == len(clients))
        with pytest.raises(httpx.ConnectError):
            httpx.get(command.address)
