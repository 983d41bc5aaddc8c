import json
from base64 import b64encode
from typing import Any

from fastapi.responses import JSONResponse

from inkdigits.arrays import FloatArray, Uint8Array


class JsonAnswer(JSONResponse):
    """A JSON body in ASCII: what a form names its fields need not be fit for UTF-8."""

    def render(self, content: Any) -> bytes:
        """The body."""
        return json.dumps(content, allow_nan=False, separators=(",", ":")).encode("ascii")


def in_base64(values: Uint8Array) -> str:
    """Bytes, row by row, as base64."""
    return b64encode(values.tobytes()).decode("ascii")


def rounded(values: FloatArray) -> list[float]:
    """As many decimals as the command line prints."""
    return [round(float(value), 6) for value in values]
