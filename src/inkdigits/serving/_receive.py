"""What a request brings: a picture as it is, or a form with files."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager

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
        HTTPException: it is too large (413) or slow (408), of no type that is taken (415), no form
            as it should be (422), or there is no memory left (503).
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
                    content = b"".join([chunk async for chunk in chunks])
                    uploads = Uploads((Upload(None, content),))
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


async def _receive_form(
    request: Request, chunks: AsyncGenerator[bytes, None], settings: Settings
) -> Uploads:
    parser = MultiPartParser(
        request.headers,
        chunks,
        max_files=settings.max_files,
        max_fields=1,
        max_part_size=_FORM_BYTES,
    )
    parser.spool_max_size = settings.max_body + 1  # what people send never touches the disk
    try:
        parts = await parser.parse()
    except (MultiPartException, UnicodeError) as problem:  # a charset of its own, and a wrong one
        raise HTTPException(
            422, f"the body is not the form it claims to be: {problem}"
        ) from problem
    try:
        return await _from_parts(parts)
    finally:
        await parts.close()


async def _from_parts(parts: FormData) -> Uploads:
    files, form = list[Upload](), None
    for name, part in parts.multi_items():
        is_file = isinstance(part, UploadFile)
        content = (
            await part.read() if isinstance(part, UploadFile) else part.encode(errors="replace")
        )
        if name == "files" and isinstance(part, UploadFile):
            files.append(Upload(part.filename or None, content))
        elif name == "form" and form is None:
            form = content
        else:
            what = "a file" if is_file else "a text"
            raise HTTPException(
                422, f"got {what} in the part {name[:40]!r}, wanted files in 'files', and a form"
            )
    if not files:
        raise HTTPException(422, "got no file, wanted at least one in the part 'files'")
    return Uploads(tuple(files), form)
