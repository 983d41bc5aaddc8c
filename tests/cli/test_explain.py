import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inkdigits.cli import main
from inkdigits.data import Split
from inkdigits.recognizer import load_recognizer

pytestmark = [
    pytest.mark.train,
    # Keras saves a net on the PyTorch backend through an older way of NumPy's.
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword"),
]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A convolutional net, trained for one short epoch."""
    from inkdigits import training

    root = tmp_path_factory.mktemp("runs")
    return training.train("cnn", "embedded", out=root, epochs=1, filters=4, hidden=16).path


@pytest.fixture
def digit(uci: Split, tmp_path: Path) -> Path:
    path = tmp_path / "digit.png"
    Image.fromarray(uci.train.images[5]).save(path)
    return path


def test_json_tells_what_the_portable_file_tells(
    run: Path, digit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "explained.png"
    code = main(["explain", str(digit), "--model", str(run), "--out", str(picture), "--json"])
    assert code == 0
    document = json.loads(capsys.readouterr().out)
    image = np.asarray(Image.open(digit))[None]
    expected = load_recognizer(run).predict_proba(image)[0]
    np.testing.assert_allclose(document["probabilities"], expected, atol=1e-5)
    assert document["digit"] == expected.argmax()
    assert [layer["shape"] for layer in document["layers"]] == [[24, 24, 4], [12, 12, 4]]
    assert document["occlusion"]["patch"] == 7
    assert document["picture"] == str(picture)
    assert picture.stat().st_size > 10_000


def test_picture_lands_here_by_default(
    run: Path,
    digit: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["explain", str(digit), "--model", str(run)]) == 0
    assert (tmp_path / "digit-explained.png").is_file()
    assert "picture: digit-explained.png" in capsys.readouterr().out


def test_bad_input_is_told_in_one_sentence(
    run: Path, digit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank = tmp_path / "blank.png"
    Image.new("L", (50, 50), 255).save(blank)
    for image, model, message in (
        (digit, tmp_path, "no such file; wanted a run folder, as 'inkdigits train' makes"),
        (tmp_path / "none.png", run, "none.png"),
        (blank, run, "without ink"),
    ):
        assert main(["explain", str(image), "--model", str(model)]) == 2
        assert message in capsys.readouterr().err
