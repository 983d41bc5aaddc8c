from pathlib import Path

import numpy as np

from inkdigits.data import Dataset
from inkdigits.evaluation import (
    ChosenOn,
    by_writer,
    evaluate,
    measure_statistics,
    temperature_effect,
)
from inkdigits.evaluation.figures import write_evaluation
from inkdigits.evaluation.report._writers_section import draw_writers
from tests.evaluation.conftest import Answers
from tests.evaluation.report.test_report import Page
from tests.evaluation.test_figures import coloured

ORANGE, SKY = "#D55E00", "#56B4E9"


def page_of(
    folder: Path, probabilities: np.ndarray, labels: np.ndarray, *, everything: bool
) -> Page:
    writers = (np.arange(len(labels)) // 20).astype(np.int32) if everything else None
    images = np.zeros((len(labels), 28, 28), np.uint8)
    data = Dataset(images, labels, "some-digits", "a test", writers)
    effect = None
    if everything:
        logits = np.log(probabilities)
        effect = temperature_effect(logits, labels, 1.5, "the held-out part", in_file=True)
    statistics = measure_statistics(
        probabilities,
        data,
        validation=ChosenOn("the held-out part", probabilities, labels) if everything else None,
        temperature=effect,
    )
    evaluation = evaluate(probabilities, labels, "cnn", data.name)
    report = write_evaluation(folder, evaluation, probabilities, data, statistics=statistics)
    page = Page(report.read_text(encoding="utf-8"))
    assert page.open == []
    return page


def test_every_section_is_there_where_everything_is_known(answers: Answers, tmp_path: Path) -> None:
    page = page_of(tmp_path, answers.probabilities, answers.labels, everything=True)
    for words in (
        "How sure the accuracy is",
        "writers drawn anew",
        "600 of census staff",
        "Who wrote the mistakes",
        "Of 30 writers",
        "Answering only what is sure",
        "chosen on the held-out part",
        "temperature scaling ECE loss Brier before",
        "logits are divided by 1.500, which was chosen on the held-out part",
    ):
        assert words in page.text
    assert len(page.all("img")) == 5


def test_what_is_not_known_is_left_out(answers: Answers, tmp_path: Path) -> None:
    page = page_of(tmp_path, answers.probabilities, answers.labels, everything=False)
    assert "chosen on these same digits" in page.text
    for words in ("writers", "disputed", "temperature"):
        assert words not in page.text
    assert len(page.all("img")) == 4


def test_a_model_without_mistakes_answers_everything(answers: Answers, tmp_path: Path) -> None:
    right = np.eye(10, dtype=np.float32)[answers.labels]
    page = page_of(tmp_path, right, answers.labels, everything=False)
    assert "100.00\N{NO-BREAK SPACE}% of the digits have it" in " ".join(page.words)
    assert coloured(tmp_path / "figures" / "risk-coverage.png", ORANGE) > 50


def test_a_model_that_is_never_sure_says_so(tmp_path: Path) -> None:
    wrong = np.eye(10, dtype=np.float32)[[1, 2, 3]]
    page = page_of(tmp_path, wrong, np.array([0, 0, 3], np.uint8), everything=False)
    assert "No confidence is so sure that at most 1 in 1,000" in page.text


def test_many_errors_of_one_writer_share_the_last_bar(tmp_path: Path) -> None:
    writers = np.repeat(np.arange(3, dtype=np.int32), 40)
    right = np.arange(120) >= 35
    path = draw_writers(by_writer(right, writers), tmp_path / "writers.png")
    assert coloured(path, SKY) > 1000
