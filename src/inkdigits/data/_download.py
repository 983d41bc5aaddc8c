import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import requests

from inkdigits.data._progress import Report
from inkdigits.errors import InputError, WorkError
from inkdigits.files import atomic_path

_TRIES = 3  # of one mirror, each carrying on where the connection broke
_TIMEOUT = (10, 30)  # seconds to connect, and between two pieces
_PIECE = 1 << 14  # the most that a broken connection loses of what had arrived
_MOST_BYTES = 512 << 20  # no file that is fetched here has half of this


def download(
    urls: Sequence[str],
    target: Path,
    verify: Callable[[Path], bytes | None],
    report: Report = lambda done, total: None,
) -> None:
    """Fetch a file from the first mirror that has it whole and sound.

    What has arrived waits in a `.part` file beside `target`, one for each mirror, and an
    interrupted download carries on from there (HTTP Range). A download that `verify` refuses is
    deleted, and the next mirror is asked. `target` appears only when all is well.

    Args:
        urls: the mirrors of this one file, in order.
        target: where to store it.
        verify: given the path of the downloaded file, returns the content to store, None to store
            the file as it is, or raises InputError when it is not the file that was wanted.
        report: called as bytes arrive.

    Raises:
        WorkError: no mirror gave the file; the message says what each answered.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    problems = []
    for url in urls:
        # Mirrors may have compressed the file differently, so they never continue each other's.
        mark = hashlib.sha256(url.encode()).hexdigest()[:8]
        part = target.with_name(f"{target.name}.{mark}.part")
        try:
            content = _fetch_verified(url, part, verify, report)
        except (requests.RequestException, InputError, _RefusedError) as problem:
            problems.append(f"{urlsplit(url).netloc}: {_reason(problem)}")
            continue
        if content is None:
            part.replace(target)
            return
        with atomic_path(target) as temporary:
            temporary.write_bytes(content)
        part.unlink()
        return
    raise WorkError(f"{target.name} could not be fetched ({'; '.join(problems)})")


class _RefusedError(Exception):
    """The mirror answered with what cannot be the file."""


def _fetch_verified(
    url: str, part: Path, verify: Callable[[Path], bytes | None], report: Report
) -> bytes | None:
    """Bring `part` to its end, carrying on after broken connections, and verify it."""
    tries = 0
    while True:
        tries += 1
        continued = part.exists()
        try:
            _fetch(url, part, report)
            return verify(part)
        except requests.HTTPError:
            raise  # the server's answer will not change
        except requests.RequestException:
            if tries == _TRIES:
                raise
        except (InputError, _RefusedError):
            part.unlink(missing_ok=True)
            # A part left from another day may not fit what the mirror has now.
            if not continued or tries == _TRIES:
                raise


def _fetch(url: str, part: Path, report: Report) -> None:
    """Append to `part` what it lacks of `url`.

    Raises:
        requests.RequestException: the server refuses, or the connection breaks.
        _RefusedError: the file is larger than any that is fetched here, or another part was sent.
    """
    have = part.stat().st_size if part.exists() else 0
    # Identity: the bytes as they are stored, or the Range would count others than we do.
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with requests.get(url, headers=headers, stream=True, timeout=_TIMEOUT) as answer:
        if have and answer.status_code == requests.codes.requested_range_not_satisfiable:
            return  # nothing is left to fetch; verification tells whether it is the file
        answer.raise_for_status()
        if answer.status_code != requests.codes.partial:
            have = 0  # the server knows no Range and sends everything
        elif not re.match(rf"bytes {have}-", answer.headers.get("Content-Range", "")):
            raise _RefusedError("sent another part of the file than was asked for")
        length = answer.headers.get("Content-Length", "")
        total = have + int(length) if length.isdecimal() else None
        with part.open("ab" if have else "wb") as file:
            report(have, total)
            for piece in answer.iter_content(_PIECE):
                have += file.write(piece)
                if have > _MOST_BYTES:
                    raise _RefusedError(f"sent more than {_MOST_BYTES} bytes")
                report(have, total)


def _reason(problem: Exception) -> str:
    """One line for a person; the exceptions of requests show the innards of urllib3."""
    if isinstance(problem, requests.HTTPError) and problem.response is not None:
        return f"answered {problem.response.status_code} {problem.response.reason}"
    if isinstance(problem, requests.Timeout):
        return "did not answer in time"
    if isinstance(problem, requests.ConnectionError):
        return "cannot be reached"
    if isinstance(problem, requests.RequestException):
        return "broke off the connection"
    if isinstance(problem, InputError):
        return "sent a damaged file or another one"
    return str(problem)
