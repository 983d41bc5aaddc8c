"""PDFs written by hand, object by object (ISO 32000-1; section numbers are that standard's)."""

from hashlib import md5

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1, the first the catalog (7.5)."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<</Root 1 0 R/Size %d%s>>\n" % (size, trailer)
        + b"startxref\n%d\n%%%%EOF\n" % len(out)
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def pages(*numbers: int) -> bytes:
    """The page tree whose pages are the objects of these numbers (7.7.3.2)."""
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    return b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(numbers))


def page(width: float, height: float, entries: bytes = b"") -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %a %a]%s>>" % (width, height, entries)


def one_page(width: float, height: float, drawing: bytes = b"", entries: bytes = b"") -> bytes:
    """A PDF of one page; `drawing` are its operators (8.2), in points from the lower left."""
    return pdf_of(
        CATALOG, pages(3), page(width, height, b"/Contents 4 0 R" + entries), stream(drawing)
    )


def locked(password: bytes) -> bytes:
    """A black page of 72×36 points, encrypted by RC4 with a 40-bit key (7.6.3, revision 2).

    Args:
        password: what a reader is asked for; the empty one opens by itself.
    """
    filling = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    file_id, permissions = b"0123456789abcdef", -4
    owner = _rc4(md5((b"owner" + filling)[:32]).digest()[:5], (password + filling)[:32])
    key = md5(
        (password + filling)[:32] + owner + permissions.to_bytes(4, "little", signed=True) + file_id
    ).digest()[:5]
    # A stream's own key ends in the number of its object: 4, of generation 0.
    drawing = _rc4(md5(key + b"\4\0\0\0\0").digest()[:10], b"0 0 72 36 re f")
    rules = b"<</Filter/Standard/V 1/R 2/P %d/O<%s>/U<%s>>>" % (
        permissions,
        owner.hex().encode(),
        _rc4(key, filling).hex().encode(),
    )
    trailer = b"/Encrypt 5 0 R/ID[<%s><%s>]" % ((file_id.hex().encode(),) * 2)
    whole = page(72, 36, b"/Contents 4 0 R")
    return pdf_of(CATALOG, pages(3), whole, stream(drawing), rules, trailer=trailer)


def _rc4(key: bytes, content: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
