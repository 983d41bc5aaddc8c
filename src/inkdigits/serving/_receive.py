"""What a request brings: a picture as it is, or a form with files."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from io import BytesIO

from fastapi import HTTPException, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from inkdigits.serving._service import Service
from inkdigits.serving._settings import Settings
from inkdigits.serving._upload import Upload, Uploads

MULTIPART = "multipart/form-data"
_RAW = ("image/", "application/octet-stream", "application/pdf")
_FORM_BYTES = 64 * 2**10


@asynccontextmanager
async def receive_uploads(request: Request, service: Service) -> AsyncIterator[Uploads]:
    """Receive a request's body; it counts as held until the block is left.

    Raises:
        HTTPException: it is too large, in all or in its form, or has too many files (413), it is
            slow (408), of no type that is taken (415), no form as it should be (422), or there is
            no memory left (503).
    """
    settings = service.settings
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != MULTIPART and not kind.startswith(_RAW):
        raise HTTPException(
            415,
            f"got a body of the type {kind[:80]!r}, wanted an image (with 'Content-Type: "
            f"image/png', or application/octet-stream) or {MULTIPART}",
        )
    with service.memory.share() as take:
        chunks = _chunks(request, settings.max_body, take)
        try:
            async with asyncio.timeout(settings.upload_seconds):
                if kind == MULTIPART:
                    uploads = await _receive_form(request, chunks, settings)
                else:
                    uploads = Uploads((Upload(None, await _whole(chunks)),))
        except TimeoutError as problem:
            raise HTTPException(
                408,
                f"the body did not arrive within {settings.upload_seconds:g} s; send it faster",
                {"Connection": "close"},  # what is still to come is not waited for
            ) from problem
        yield uploads


async def _chunks(
    request: Request, most: int, take: Callable[[int], None]
) -> AsyncGenerator[bytes, None]:
    """The body as it comes, as long as it is not too large."""
    declared = request.headers.get("content-length", "")
    too_large = HTTPException(
        413,
        f"got a body of more than {most:,} bytes, wanted a smaller one; scale the pictures down, "
        "or send fewer at once",
    )
    if declared.isdecimal() and int(declared) > most:
        raise too_large
    received = 0
    async for chunk in request.stream():
        received += len(chunk)
        if received > most:
            raise too_large
        take(len(chunk))
        yield chunk


async def _whole(chunks: AsyncGenerator[bytes, None]) -> bytes:
    buffer = BytesIO()  # joining a list of chunks would hold the body twice
    async for chunk in chunks:
        buffer.write(chunk)
    return buffer.getvalue()


class _Parser(MultiPartParser):
    """Starlette's, which says what is too much, and keeps files where they need not be copied.

    Args:
        request: whose body is a form.
        chunks: of the body.
        most_files: that may be in it.
    """

    def __init__(
        self, request: Request, chunks: AsyncGenerator[bytes, None], most_files: int
    ) -> None:
        super().__init__(request.headers, chunks, max_files=most_files + 1, max_fields=1)
        self.is_whole = False
        self._most_files, self._files = most_files, 0

    def on_headers_finished(self) -> None:
        """Begin a part: count it where it is a file, and keep that in memory."""
        super().on_headers_finished()
        part = self._current_part
        if part.file is None:
            return
        part.file = UploadFile(BytesIO(), filename=part.file.filename)
        self._files += 1
        if self._files > self._most_files:
            raise HTTPException(
                413,
                f"got more than {self._most_files} files, wanted at most so many at once; send "
                "fewer",
            )

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """Take some more of a part."""
        part = self._current_part
        if part.file is not None:
            part.file.file.write(data[start:end])
            return
        if len(part.data) + end - start > _FORM_BYTES:
            raise HTTPException(
                413,
                f"got a form of more than {_FORM_BYTES:,} bytes, wanted a smaller one; part it, or "
                "send its lists apart",
            )
        part.data.extend(data[start:end])

    def on_end(self) -> None:
        """Note that the closing boundary has come."""
        self.is_whole = True


async def _receive_form(
    request: Request, chunks: AsyncGenerator[bytes, None], settings: Settings
) -> Uploads:
    parser = _Parser(request, chunks, settings.max_files)
    try:
        parts = await parser.parse()
    except (MultiPartException, UnicodeError) as problem:  # a charset of its own, and a wrong one
        raise HTTPException(
            422, f"the body is not the form it claims to be: {problem}"
        ) from problem
    if not parser.is_whole:
        raise HTTPException(422, "the body is cut off before its closing boundary; send all of it")
    return _from_parts(parts)


def _from_parts(parts: FormData) -> Uploads:
    files, form = list[Upload](), None
    for name, part in parts.multi_items():
        if name == "files" and isinstance(part, UploadFile):
            files.append(Upload(part.filename or None, _content(part)))
        elif name == "form" and form is None:
            form = _content(part) if isinstance(part, UploadFile) else part.encode(errors="replace")
        else:
            what = "a file" if isinstance(part, UploadFile) else "a text"
            raise HTTPException(
                422, f"got {what} in the part {name[:40]!r}, wanted files in 'files', and a form"
            )
    if not files:
        raise HTTPException(422, "got no file, wanted at least one in the part 'files'")
    return Uploads(tuple(files), form)


def _content(part: UploadFile) -> bytes:
    assert isinstance(part.file, BytesIO)
    return part.file.getvalue()  # shares what is there; read() would hold it twice
