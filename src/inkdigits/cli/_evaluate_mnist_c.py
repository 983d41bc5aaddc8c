from pathlib import Path
from typing import TYPE_CHECKING, Any

from inkdigits.cli._evaluate_statistics import measure_own_statistics
from inkdigits.cli._output import percent, print_json, say
from inkdigits.cli._steps_bar import steps_bar

if TYPE_CHECKING:
    from inkdigits.evaluation import Evaluation, MnistCScores
    from inkdigits.recognizer import Recognizer


def report_mnist_c(
    recognizer: "Recognizer", environment: dict[str, Any], out: Path | None, as_json: bool
) -> None:
    """Measure on MNIST-C's sixteen sets, print the scores, and write them into `out`."""
    from inkdigits.evaluation import evaluate_mnist_c
    from inkdigits.files import write_json

    with steps_bar("corrupted digits") as progress:
        scores = evaluate_mnist_c(recognizer, progress=progress)
    if as_json:
        print_json(scores.to_json())
    else:
        print(_in_words(scores))
    if out is not None:
        from inkdigits.data import load_mnist_c
        from inkdigits.evaluation.figures import draw_mnist_c_section, write_evaluation

        write_json(out / "metrics.json", scores.to_json())
        plain = load_mnist_c("identity")
        probabilities = recognizer.predict_proba(plain.images)
        report = write_evaluation(
            out,
            scores.identity,
            probabilities,
            plain,
            statistics=measure_own_statistics(recognizer, plain, probabilities),
            title=f"{scores.model} on mnist-c: {percent(scores.mean_accuracy)} on average",
            recipe=recognizer.card.recipe,
            environment=environment,
            more=[draw_mnist_c_section(out / "figures", scores)],
        )
        say(f"report: {report}")


def _in_words(scores: "MnistCScores") -> str:
    lines = [
        f"{scores.model} on mnist-c: {percent(scores.mean_accuracy)} right on average over "
        f"{len(scores.corruptions)} corruptions of {scores.identity.n:,} digits",
        "",
        "corruption      accuracy        95 % interval  errors",
        *(_row(name, part) for name, part in scores.corruptions.items()),
        "",
        _row("identity", scores.identity),
    ]
    return "\n".join(lines)


def _row(name: str, part: "Evaluation") -> str:
    low, high = part.ci95
    interval = f"{percent(low)} to {percent(high)}"
    return f"{name:14}  {percent(part.accuracy):>8}  {interval:>19}  {part.errors:6,}"
