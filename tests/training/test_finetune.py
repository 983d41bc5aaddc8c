import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inkdigits.data import Dataset, Split, find_mnist
from inkdigits.errors import InputError, WorkError
from inkdigits.evaluation import SHIFTS
from inkdigits.models import FinetuneRecipe, saved_recipe
from inkdigits.recognizer import load_recognizer
from inkdigits.training import Run, load_run, quantize, resume, train
from tests.training.conftest import Trained
from tests.training.stopping import StopAt, stopped_run
from tests.training.torch_engine.test_fit import SMALL, lessons

QUICK: dict[str, Any] = {"epochs": 8, "memory": 1, "learning_rate": 3e-3, "blend": 1}


@pytest.fixture(scope="module")
def own(uci: Split) -> Split:
    """Somebody whose ink is dark, and who gives no nines to learn from."""
    images = SHIFTS["polarity"](uci.train.images[:500], 1, 1)
    digits = Dataset(images, uci.train.labels[:500], "dark", "made for a test")
    order = np.arange(500)
    given = order[:300][uci.train.labels[:300] != 9]
    return Split(digits.subset(given), digits.subset(order[300:], "dark-test"))


@pytest.fixture(scope="module")
def known(trained: Trained) -> Run:
    """A small recognizer that has never seen dark ink."""
    return trained("convnet-fast", epochs=6, views=1, **SMALL)


@pytest.fixture(scope="module")
def tuned(known: Run, own: Split, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return train("convnet", own, start=known.path, out=tmp_path_factory.mktemp("runs"), **QUICK)


def test_it_learns_the_new_and_keeps_the_old(known: Run, tuned: Run, uci: Split) -> None:
    before, after = (tuned.metrics[when]["test"]["accuracy"] for when in ("before", "after"))
    assert after > before + 0.3
    assert uci.test is not None
    labels = uci.test.labels
    answers = [run.recognizer().predict(uci.test.images) for run in (known, tuned)]
    for part in (labels <= 9, labels == 9):
        kept, had = ((answer == labels)[part].mean() for answer in reversed(answers))
        assert kept > had - 0.03


def test_before_and_after_are_those_of_the_two_files(known: Run, tuned: Run, own: Split) -> None:
    metrics = tuned.metrics
    assert own.test is not None
    for when, run in (("before", known), ("after", tuned)):
        measured = metrics[when]
        right = (run.recognizer().predict(own.test.images) == own.test.labels).sum()
        assert measured["test"]["errors"] == 200 - right
        assert measured["validation"]["n"] == len(own.train) // 4
        assert measured["test"]["rejected"] == 0, "a net of ten outputs rejects nothing"
        assert (measured["mnist"] is None) == (find_mnist() is None)
    for part in ("validation", "test"):
        assert metrics["after"][part] == metrics[part] | {"rejected": 0}
    assert tuned.history[-1]["val_accuracy"] == metrics["validation"]["accuracy"]


def test_the_run_is_a_run_like_others_and_names_its_source(known: Run, tuned: Run) -> None:
    assert tuned.path.parent.name == "convnet-fast", "the source's model, whatever was asked for"
    digest = hashlib.sha256((known.path / "model.onnx").read_bytes()).hexdigest()
    card = tuned.recognizer().card
    assert card.name == "convnet-fast"
    assert card.recipe["source"] == str(known.path)
    assert card.recipe["source_sha256"] == digest
    assert card.recipe["start"] == known.recognizer().card.recipe
    assert hashlib.sha256(tuned.source.read_bytes()).hexdigest() == digest
    assert load_run(tuned.path).recipe == tuned.recipe == saved_recipe(card.recipe)
    assert card.training_data["name"] == "dark"
    assert (tuned.path / "report.html").is_file()


def test_a_run_stopped_again_and_again_ends_as_an_undisturbed_one(
    known: Run, tuned: Run, own: Split, tmp_path: Path
) -> None:
    moved = tmp_path / "source"
    shutil.copytree(known.path, moved)
    path = stopped_run(tmp_path / "runs", own, "convnet-fast", (1, 5), start=moved, **QUICK)
    shutil.rmtree(moved)  # the run needs nothing outside it
    with pytest.raises(KeyboardInterrupt):
        resume(path, own, progress=StopAt(3, 5))
    assert len(load_run(path).history) == 2
    run = resume(path, own)
    assert lessons(run) == lessons(tuned)
    digits = own.evaluation.images
    expected = tuned.recognizer().predict_proba(digits)
    assert np.array_equal(run.recognizer().predict_proba(digits), expected)


def test_what_was_tuned_can_be_tuned_again(tuned: Run, own: Split, tmp_path: Path) -> None:
    settings = QUICK | {"epochs": 1}
    run = train("convnet", own, start=tuned.path / "model.onnx", out=tmp_path, **settings)
    assert isinstance(run.recipe, FinetuneRecipe)
    assert isinstance(tuned.recipe, FinetuneRecipe)
    assert run.recipe.start == tuned.recipe.start
    assert run.metrics["before"]["test"] == tuned.metrics["after"]["test"]


def test_the_bundled_recognizers_threshold_is_kept(own: Split, bare_machine: Path) -> None:
    few = Split(own.train.subset(np.arange(60)), own.test)
    run = train("convnet", few, start="default", out=bare_machine, epochs=1, blend=0)
    bundled, same = load_recognizer(), run.recognizer()
    assert same.card.reject_threshold == bundled.card.reject_threshold
    # With blend=0 nothing of what was learnt is taken: the file answers as its source does.
    images = own.evaluation.images
    for ours, theirs in zip(same.recognize(images), bundled.recognize(images), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)
    rejected = int((bundled.non_digit_score(images) > bundled.card.reject_threshold).sum())
    assert run.metrics["before"]["test"]["rejected"] == rejected > 0
    assert run.metrics["before"]["mnist"] is None, "it is not at hand"
    assert json.loads((run.path / "recipe.json").read_text())["source"] == "default"


def test_a_loss_that_is_no_number_stops_the_run(known: Run, own: Split, tmp_path: Path) -> None:
    with pytest.raises(WorkError, match=r"the loss became (nan|inf) in step \d+ of \d+; lower the "
                       r"rate: --set learning_rate=1e\+29$"):  # fmt: skip
        train("convnet", own, start=known.path, out=tmp_path, **QUICK | {"learning_rate": 1e30})


def refused(start: str | Path, data: Split, tmp_path: Path, model: str = "convnet") -> str:
    with pytest.raises(InputError) as caught:
        train(model, data, start=start, out=tmp_path / "refused")
    assert not (tmp_path / "refused").exists()
    return str(caught.value)


def test_a_keras_net_is_no_source(trained: Trained, own: Split, tmp_path: Path) -> None:
    run = trained("ann", epochs=1)
    assert refused(run.path, own, tmp_path) == (
        f"{run.path}: got ann, which is no convnet; wanted 'default', or the run or .onnx file "
        "of a convnet"
    )


def test_an_int8_file_is_no_source(known: Run, own: Split, uci: Split, tmp_path: Path) -> None:
    path = tmp_path / "small.onnx"
    quantize(known.path / "model.onnx", path, uci.train.images, uci.train)
    assert refused(path, own, tmp_path).startswith(f"{path}: its weights are int8, wanted the flo")


def test_another_model_than_the_sources_is_refused(own: Split, tmp_path: Path) -> None:
    assert refused("default", own, tmp_path, "convnet-best") == (
        "got the model convnet-best to go on with default, which is convnet-wide; wanted "
        "convnet, whichever kind the source is, or convnet-wide"
    )


def test_too_few_digits_are_refused(own: Split, tmp_path: Path) -> None:
    few = Split(own.train.subset(np.arange(19)), None)
    assert refused("default", few, tmp_path).startswith(
        "got 19 digits of your own, wanted at least 20, better some hundreds"
    )


def test_a_blend_is_a_share(own: Split, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"got blend=1\.5, wanted 0 to 1"):
        train("convnet", own, start="default", out=tmp_path, blend=1.5)


def test_the_sources_net_is_not_a_choice(own: Split, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="convnet-wide has no setting 'filters'; it has: holdout,"):
        train("convnet", own, start="default", out=tmp_path, filters=8)


def test_a_source_that_is_not_there_is_told(own: Split, tmp_path: Path) -> None:
    assert "no such file; wanted an .onnx file" in refused(tmp_path / "no.onnx", own, tmp_path)


def test_a_file_of_something_else_is_refused(own: Split, tmp_path: Path) -> None:
    path = Path(__file__)
    assert "not an ONNX file that can be run" in refused(path, own, tmp_path)
