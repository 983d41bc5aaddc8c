"""What a request brings: pictures, as they are or as the files of a form."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from fastapi import HTTPException, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from inkdigits.serving._settings import Settings

_MULTIPART = "multipart/form-data"
_RAW = ("image/", "application/octet-stream", "application/pdf")
_FORM_BYTES = 1_000_000


@dataclass(frozen=True, eq=False)
class Upload:
    """A file that was sent.

    Attributes:
        name: as the sender calls it; None where it came without.
        content: its bytes.
    """

    name: str | None
    content: bytes


@dataclass(frozen=True, eq=False)
class Uploads:
    """All that a request brought.

    Attributes:
        files: at least one.
        form: the part of that name, where there was one.
    """

    files: tuple[Upload, ...]
    form: bytes | None = None


async def receive_uploads(request: Request, settings: Settings) -> Uploads:
    """Receive a request's body, within what it may take of memory and time.

    Raises:
        HTTPException: 408, 413, 415 or 422.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _MULTIPART and not kind.startswith(_RAW):
        raise HTTPException(
            415,
            f"got a body of the type {kind[:80] or 'nothing'!r}, wanted an image "
            f"('Content-Type: image/png', or application/octet-stream) or {_MULTIPART}",
        )
    try:
        async with asyncio.timeout(settings.upload_seconds):
            if kind == _MULTIPART:
                return await _receive_form(request, settings)
            body = b"".join([chunk async for chunk in _chunks(request, settings.max_body)])
            return Uploads((Upload(None, body),))
    except TimeoutError as problem:
        raise HTTPException(
            408,
            f"the body did not arrive within {settings.upload_seconds:g} seconds; send it faster",
            {"Connection": "close"},
        ) from problem


async def _chunks(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """The body as it comes, as long as it is not too large."""
    declared = request.headers.get("content-length", "")
    received = int(declared) if declared.isdigit() else 0
    if received <= most:
        received = 0
        async for chunk in request.stream():
            received += len(chunk)
            if received > most:
                break
            yield chunk
    if received > most:
        raise HTTPException(
            413,
            f"got a body of more than {most // 2**20} MiB, wanted a smaller one; scale the "
            "pictures down or send fewer at once",
            {"Connection": "close"},  # the rest is not waited for
        )


async def _receive_form(request: Request, settings: Settings) -> Uploads:
    parser = MultiPartParser(
        request.headers,
        _chunks(request, settings.max_body),
        max_files=settings.max_files,
        max_fields=1,
        max_part_size=_FORM_BYTES,
    )
    parser.spool_max_size = settings.max_body + 1  # what people send never touches the disk
    try:
        parts = await parser.parse()
    except MultiPartException as problem:
        raise HTTPException(422, f"cannot take the form apart: {problem.message}") from problem
    try:
        return await _from_parts(parts)
    finally:
        await parts.close()


async def _from_parts(parts: FormData) -> Uploads:
    files, form = [], None
    for name, value in parts.multi_items():
        content = await value.read() if isinstance(value, UploadFile) else value.encode()
        if name == "files" and isinstance(value, UploadFile):
            files.append(Upload(value.filename or None, content))
        elif name == "form" and form is None:
            form = content
        else:
            raise HTTPException(
                422, f"got a part {name[:40]!r}, wanted files named 'files', and at most one 'form'"
            )
    if not files:
        raise HTTPException(422, "got no file, wanted at least one part named 'files'")
    return Uploads(tuple(files), form)
