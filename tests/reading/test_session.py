from pathlib import Path

import pytest

from inkdigits.errors import WorkError
from inkdigits.reading._session import open_net


@pytest.mark.parametrize("content", [None, b"", b"no net"])
def test_a_net_that_cannot_be_opened_is_told_in_a_sentence(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "line.onnx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WorkError, match=r"line\.onnx cannot be opened; install inkdigits anew"):
        open_net(path)
