import base64
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from inkdigits.data import Dataset, Split
from inkdigits.errors import InputError
from inkdigits.evaluation import Evaluation, evaluate
from inkdigits.evaluation.figures import ReportFigure, write_evaluation, write_report
from tests.evaluation.conftest import Answers
from tests.evaluation.test_figures import HISTORY
from tests.recognizer_file import expected_logits

RECIPE = {"model": "cnn", "net": {"kernel_size": 5, "hidden": [256, 128]}, "deskew": False}
ENVIRONMENT = {"packages": {"numpy": "2.4", "data": {"n": 7}}, "processor": "Z80", "threads": None}
VOID = {"meta", "img", "br", "hr", "input", "link"}


class Page(HTMLParser):
    """The tags of a page with their attributes, its text, and whether the tags nest properly."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another tag"

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def evaluation(answers: Answers) -> Evaluation:
    return evaluate(answers.probabilities, answers.labels, "cnn", "some-digits")


@pytest.fixture
def figure(tmp_path: Path) -> ReportFigure:
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\nnot really")
    return ReportFigure("A picture", "How to read it.", "What it shows", path)


def test_report_holds_everything_in_itself(
    evaluation: Evaluation, figure: ReportFigure, tmp_path: Path
) -> None:
    target = write_report(
        tmp_path / "report.html", title="A title", evaluation=evaluation, figures=[figure]
    )
    html = target.read_text(encoding="utf-8")
    page = Page(html)
    assert page.open == []
    assert not page.all("script")
    assert not page.all("link")
    assert not re.search(r"https?://|@import|url\(", html)
    (image,) = page.all("img")
    assert image["alt"] == "What it shows"
    kind, _, content = str(image["src"]).partition(",")
    assert kind == "data:image/png;base64"
    assert base64.b64decode(content) == figure.path.read_bytes()


def test_report_can_be_read_by_everyone(
    evaluation: Evaluation, figure: ReportFigure, tmp_path: Path
) -> None:
    target = write_report(
        tmp_path / "report.html",
        title="A title",
        evaluation=evaluation,
        figures=[figure],
        history=HISTORY,
        recipe=RECIPE,
    )
    html = target.read_text(encoding="utf-8")
    page = Page(html)
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("footer")) == 1
    assert all("scope" in header for header in page.all("th"))
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.all(
        "meta"
    )
    assert "prefers-color-scheme: dark" in html
    assert "@media print" in html


def test_report_states_the_measurements(
    evaluation: Evaluation, figure: ReportFigure, tmp_path: Path
) -> None:
    target = write_report(
        tmp_path / "report.html",
        title="A title",
        evaluation=evaluation,
        figures=[figure],
        history=HISTORY,
        recipe=RECIPE,
        environment=ENVIRONMENT,
        train_seconds=83.4,
    )
    text = Page(target.read_text(encoding="utf-8")).text.replace("\u00a0", " ")
    low, high = (f"{100 * end:.2f} %" for end in evaluation.ci95)
    for expected in (
        f"Accuracy {100 * evaluation.accuracy:.2f} % 95 % interval: {low} to {high}",
        f"Errors {evaluation.errors} of 600",
        f"Loss {evaluation.loss:.4f} cross-entropy",
        f"Calibration error {100 * evaluation.ece:.2f} %",
        f"Top-2 accuracy {100 * evaluation.top2_accuracy:.2f} %",
        "Training 1 min 23 s 3 epochs",
        "A picture How to read it.",
        "2 0.4000 90.00 % 0.3000 93.00 %",
        "Recipe model cnn deskew no net kernel_size 5 hidden 256, 128",
        "Environment processor Z80 threads none packages numpy 2.4 data n 7",
    ):
        assert expected in text


def test_report_leaves_out_what_is_not_known(
    evaluation: Evaluation, figure: ReportFigure, tmp_path: Path
) -> None:
    target = write_report(
        tmp_path / "report.html", title="A title", evaluation=evaluation, figures=[figure]
    )
    text = Page(target.read_text(encoding="utf-8")).text
    for absent in ("Training", "Epoch by epoch", "Recipe", "Environment", "None"):
        assert absent not in text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.04, "0.0 s"), (59.9, "59.9 s"), (60.0, "1 min 0 s"), (3725, "1 h 2 min")],
)
def test_training_time_is_told_in_fitting_units(
    evaluation: Evaluation, tmp_path: Path, seconds: float, words: str
) -> None:
    target = write_report(
        tmp_path / "report.html",
        title="A title",
        evaluation=evaluation,
        figures=[],
        train_seconds=seconds,
    )
    text = Page(target.read_text(encoding="utf-8")).text
    assert f"Training {words}" in text.replace("\u00a0", " ")


def test_names_from_the_user_are_text_not_markup(answers: Answers, tmp_path: Path) -> None:
    name = "<script>alert('1')</script>"
    evaluation = evaluate(answers.probabilities, answers.labels, name, '"><img src=x>')
    target = write_report(
        tmp_path / "report.html",
        title=name,
        evaluation=evaluation,
        figures=[],
        recipe={name: name},
    )
    page = Page(target.read_text(encoding="utf-8"))
    assert not page.all("script")
    assert not page.all("img")
    assert page.text.count(name) == 5, "title, heading, subtitle, and a row of the recipe"


def test_folder_gets_figures_and_report(uci: Split, tmp_path: Path) -> None:
    data = uci.evaluation
    assert data.labels is not None
    odds = 2.0 ** expected_logits(data.images)
    probabilities = odds / odds.sum(axis=1, keepdims=True)
    evaluation = evaluate(probabilities, data.labels, "templates", data.name)
    report = write_evaluation(tmp_path / "out", evaluation, probabilities, data, history=HISTORY)
    assert report == tmp_path / "out" / "report.html"
    assert not (tmp_path / "out" / "metrics.json").exists(), "the caller's to write"
    names = ["training-curves", "confusion-matrix", "worst-mistakes", "reliability"]
    written = {path.name for path in (tmp_path / "out" / "figures").iterdir()}
    assert written == {f"{name}.png" for name in names}
    page = Page(report.read_text(encoding="utf-8"))
    for name, image in zip(names, page.all("img"), strict=True):
        content = base64.b64decode(str(image["src"]).partition(",")[2])
        assert content == (tmp_path / "out" / "figures" / f"{name}.png").read_bytes()
        assert image["alt"]
    digit, answer, count = evaluation.most_confused()[0]
    assert f"Most often: {digit} taken for {answer} ({count}×)" in page.text
    assert "the validation loss is lowest at epoch 2" in str(page.all("img")[0]["alt"])


def test_folder_without_training_has_no_curves(answers: Answers, tmp_path: Path) -> None:
    data = Dataset(
        images=np.zeros((600, 28, 28), np.uint8),
        labels=answers.labels,
        name="some-digits",
        source="a test",
    )
    evaluation = evaluate(answers.probabilities, answers.labels, "cnn", "some-digits")
    report = write_evaluation(tmp_path, evaluation, answers.probabilities, data)
    assert len(Page(report.read_text(encoding="utf-8")).all("img")) == 3
    assert not (tmp_path / "figures" / "training-curves.png").exists()


def test_folder_of_a_model_without_mistakes(answers: Answers, tmp_path: Path) -> None:
    data = Dataset(np.zeros((600, 28, 28), np.uint8), answers.labels, "some-digits", "a test")
    right = np.eye(10, dtype=np.float32)[answers.labels]
    evaluation = evaluate(right, answers.labels, "cnn", "some-digits")
    page = Page(write_evaluation(tmp_path, evaluation, right, data).read_text(encoding="utf-8"))
    assert "Worst mistakes Every digit was recognised." in page.text
    assert "Errors 0 of 600" in page.text
    assert page.all("img")[1]["alt"] == "There are no mistakes."


def test_folder_wants_labels(answers: Answers, tmp_path: Path) -> None:
    data = Dataset(np.zeros((600, 28, 28), np.uint8), None, "kaggle-test", "a test")
    evaluation = evaluate(answers.probabilities, answers.labels, "cnn", "some-digits")
    with pytest.raises(InputError, match="kaggle-test: got digits without labels"):
        write_evaluation(tmp_path / "out", evaluation, answers.probabilities, data)
    assert not (tmp_path / "out").exists()
