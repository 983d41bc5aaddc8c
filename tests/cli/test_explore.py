import json
from pathlib import Path

import numpy as np
import pytest

from inkdigits.cli import main
from inkdigits.data import Split


@pytest.mark.train
def test_json_is_all_that_stands_on_stdout(
    uci: Split, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explore", "uci-digits", "--out", str(tmp_path), "--json"]) == 0
    printed, said = capsys.readouterr()
    document = json.loads(printed)
    assert uci.test is not None
    assert (document["n"], document["n_test"]) == (len(uci.train), len(uci.test))
    assert sum(document["classes"].values()) == len(uci.train)
    assert list(document["classes"]) == [str(digit) for digit in range(10)]
    assert document["pixels"]["mean"] == pytest.approx(np.mean(uci.train.images / 255.0))
    shares = [document["pixels"][f"{kind}_share"] for kind in ("background", "grey", "full_ink")]
    assert sum(shares) == pytest.approx(1.0)
    assert document["left_out"] == []
    assert len(document["files"]) == 9
    assert all(Path(file).stat().st_size > 1000 for file in document["files"])
    assert "principal components ..." in said


def test_a_dataset_that_does_not_exist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explore", "no-such-data", "--out", str(tmp_path / "new")]) == 2
    printed, said = capsys.readouterr()
    assert printed == ""
    assert "no-such-data" in said
    assert "uci-digits" in said  # the names that would have worked
    assert not (tmp_path / "new").exists()
