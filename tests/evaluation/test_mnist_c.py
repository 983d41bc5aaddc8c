from pathlib import Path

import pytest

from inkdigits.data import CORRUPTIONS, load_mnist_c
from inkdigits.errors import InputError
from inkdigits.evaluation import MnistCScores, evaluate_mnist_c, wilson
from inkdigits.evaluation.figures import draw_mnist_c_section
from inkdigits.recognizer import Recognizer
from tests.data.mnist_c_release import write_release
from tests.evaluation.test_figures import BLUE, ORANGE, coloured
from tests.recognizer_file import expected_logits


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(tmp_path_factory.mktemp("data"), count=60)


@pytest.fixture
def scores(tiny_recognizer: Path, release: Path) -> MnistCScores:
    return evaluate_mnist_c(Recognizer(tiny_recognizer), release)


def errors(name: str, release: Path) -> int:
    data = load_mnist_c(name, folder=release)
    return int((expected_logits(data.images).argmax(axis=1) != data.labels).sum())


def test_every_set_is_measured_and_the_identity_is_not_in_the_mean(
    scores: MnistCScores, release: Path
) -> None:
    expected = {name: errors(name, release) for name in CORRUPTIONS}
    assert {name: part.errors for name, part in scores.corruptions.items()} == expected
    assert scores.identity.errors == errors("identity", release)
    assert scores.mean_accuracy == pytest.approx(1 - sum(expected.values()) / (15 * 60))
    assert scores.mean_accuracy < scores.identity.accuracy


def test_json_has_the_mean_and_a_line_for_each(scores: MnistCScores) -> None:
    document = scores.to_json()
    assert set(document) == {"model", "data", "n", "mean_accuracy", "identity", "corruptions"}
    assert (document["model"], document["data"], document["n"]) == ("templates", "mnist-c", 60)
    assert list(document["corruptions"]) == list(CORRUPTIONS)
    fog = scores.corruptions["fog"]
    assert document["corruptions"]["fog"] == {
        "n": 60,
        "errors": fog.errors,
        "accuracy": fog.accuracy,
        "ci95": list(wilson(60 - fog.errors, 60)),
    }


def test_progress_is_told_after_each_set(tiny_recognizer: Path, release: Path) -> None:
    told: list[tuple[int, int]] = []
    recognizer = Recognizer(tiny_recognizer)
    evaluate_mnist_c(recognizer, release, progress=lambda *step: told.append(step))
    assert told == [(done, 16) for done in range(1, 17)]


def test_a_release_that_lacks_a_set_is_told(tiny_recognizer: Path, tmp_path: Path) -> None:
    folder = write_release(tmp_path, count=2)
    (folder / "zigzag").rename(tmp_path / "elsewhere")
    with pytest.raises(InputError, match=r"zigzag.test_images\.npy: no such file; wanted the rel"):
        evaluate_mnist_c(Recognizer(tiny_recognizer), folder)


def test_section_has_a_dot_and_a_row_for_each(scores: MnistCScores, tmp_path: Path) -> None:
    section = draw_mnist_c_section(tmp_path, scores)
    assert section.path == tmp_path / "mnist-c.png"
    assert coloured(section.path, BLUE) > 5 * coloured(section.path, ORANGE) > 500
    assert section.table is not None
    names = [row[0] for row in section.table.rows]
    assert names[:2] == ["shot noise", "impulse noise"]
    assert names[15:] == ["mean of 15", "none"]
    assert section.table.rows[15][1] == f"{100 * scores.mean_accuracy:.2f}\u00a0%"
    assert f"their mean is {100 * scores.mean_accuracy:.2f}\u00a0%, the lowest " in section.alt
