"""Uploads that nobody would make, thousands of them: never a 5xx."""

import httpx
import numpy as np
import pytest

from tests.images.pdfs import one_page
from tests.serving.pictures import BYTES, DIGITS, encoded, pages

AT_ONCE = 40


def seeds(rng: np.random.Generator) -> list[bytes]:
    """A small file of each format."""
    gray = rng.integers(0, 256, (24, 20), np.uint8)
    kinds = ["PNG", "JPEG", "BMP", "TIFF", "WEBP"]
    whole = [encoded(gray, kind) for kind in kinds]
    return [*whole, pages(2), one_page(30, 20, b"0 0 9 9 re f"), DIGITS[0][0].read_bytes()]


def mutate(content: bytes, others: list[bytes], rng: np.random.Generator) -> bytes:
    """Break a file in one to four ways."""
    broken = bytearray(content)
    for _ in range(rng.integers(1, 5)):
        at, size = int(rng.integers(0, len(broken) + 1)), int(rng.integers(1, 33))
        match rng.integers(0, 6):
            case 0:  # flip bits, mostly in the head, where the sizes stand
                for place in rng.integers(0, max(1, min(len(broken), 64)), size // 8):
                    broken[place : place + 1] = rng.bytes(1)
            case 1:
                del broken[at:]
            case 2:
                del broken[at : at + size]
            case 3:
                broken[at:at] = rng.bytes(size)
            case 4:
                broken[at : at + 4] = bytes([rng.choice([0, 127, 128, 255])]) * 4
            case 5:
                other = others[rng.integers(len(others))]
                broken[at:] = other[min(at, len(other)) :]
    return bytes(broken)


def check_uploads(client: httpx.Client, path: str, count: int, rng: np.random.Generator) -> None:
    whole = seeds(rng)
    for _ in range(0, count, AT_ONCE):
        contents = [mutate(whole[rng.integers(len(whole))], whole, rng) for _ in range(AT_ONCE)]
        files = [("files", (str(number), content)) for number, content in enumerate(contents)]
        answer = client.post(path, files=files)
        assert answer.status_code == 200, answer.text
        (entries,) = (value for value in answer.json().values() if isinstance(value, list))
        assert {entry["file"] for entry in entries} == {str(n) for n in range(AT_ONCE)}
        for entry in entries:
            problem = entry.get("error", "")
            assert "please report" not in problem, (problem, contents[int(entry["file"])].hex())
        alone = client.post(path, content=contents[0], headers=BYTES)
        assert alone.status_code in (200, 413, 415, 422), alone.text


@pytest.mark.parametrize("path", ["/v1/classify", "/v1/read"])
def test_broken_files_are_the_callers_problem(client: httpx.Client, path: str, rng) -> None:
    check_uploads(client, path, 200, rng)


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/v1/classify", "/v1/read"])
def test_thousands_of_broken_files(client: httpx.Client, path: str, rng) -> None:
    check_uploads(client, path, 5_000, rng)
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("kind", ["image/png", "multipart/form-data; boundary=b", "text/plain"])
def test_any_body_is_answered(client: httpx.Client, kind: str, rng: np.random.Generator) -> None:
    part = (
        b'--b\r\nContent-Disposition: form-data; name="files"; filename="x"\r\n\r\nx\r\n--b--\r\n'
    )
    for _ in range(60):
        content = mutate(part, [part, b"--b--"], rng)
        answer = client.post("/v1/classify", content=content, headers={"Content-Type": kind})
        assert answer.status_code in (413, 415, 422), answer.text
        assert set(answer.json()) == {"error"}
