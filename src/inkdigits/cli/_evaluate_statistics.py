from typing import TYPE_CHECKING

from inkdigits.cli._output import percent

if TYPE_CHECKING:
    from inkdigits.arrays import Probabilities
    from inkdigits.data import Dataset
    from inkdigits.evaluation import (
        Evaluation,
        Statistics,
        SureAnswers,
        TemperatureEffect,
        WriterScores,
    )
    from inkdigits.recognizer import Recognizer


def measure_own_statistics(
    recognizer: "Recognizer", dataset: "Dataset", probabilities: "Probabilities"
) -> "Statistics":
    """The statistics of a file alone: no validation part is at hand, so these digits choose.

    Only the temperature was chosen elsewhere, where the file's card has one.
    """
    from inkdigits.evaluation import measure_statistics, require_labels, temperature_effect

    temperature = recognizer.card.temperature or 1.0
    effect = None
    if temperature != 1.0:
        logits, labels = recognizer.predict_logits(dataset.images), require_labels(dataset)
        chosen_on = "its own validation digits"
        effect = temperature_effect(logits, labels, temperature, chosen_on, in_file=True)
    return measure_statistics(probabilities, dataset, temperature=effect)


def statistics_in_words(evaluation: "Evaluation", statistics: "Statistics") -> str:
    """A table of the accuracy in several ways, then a line on writers and one on sure answers."""
    from inkdigits.evaluation import accuracy_rows

    rows = accuracy_rows(evaluation, statistics)
    wide = max(len(name) for name, _, _ in rows)
    lines = [f"{'':{wide}}  accuracy        95 % interval"]
    for name, part, (low, high) in rows:
        interval = f"{percent(low)} to {percent(high)}"
        lines.append(f"{name:{wide}}  {percent(part.accuracy):>8}  {interval:>19}")
    lines.append("")
    if statistics.writers is not None:
        lines.append(_writers_in_words(statistics.writers))
    lines.append(_sure_in_words(statistics.sure))
    if statistics.temperature is not None:
        lines.append(_temperature_in_words(statistics.temperature))
    return "\n".join(lines)


def _writers_in_words(scores: "WriterScores") -> str:
    share = percent(scores.faultless / scores.writers, 1)
    told = f"{scores.writers:,} writers: {share} have every digit recognised"
    if scores.worst:
        writer, n, errors = scores.worst[0]
        told += f"; most errors: writer {writer}, {errors} of {n}"
    return told


def _sure_in_words(sure: "SureAnswers | None") -> str:
    if sure is None:
        return "no confidence is so sure that at most 1 in 1,000 of its answers is wrong"
    return (
        f"at most 1 in 1,000 wrong: {percent(sure.coverage)} of the digits, with a confidence "
        f"from {percent(sure.confidence)}; {sure.errors} of {sure.answered:,} are wrong, 95 % "
        f"sure below {percent(sure.upper95, 3)} (chosen on {sure.chosen_on})"
    )


def _temperature_in_words(effect: "TemperatureEffect") -> str:
    before, after = effect.before, effect.after
    return (
        f"logits divided by {effect.temperature:.3f} (chosen on {effect.fitted_on}): calibration "
        f"error {percent(before.ece)} before, {percent(after.ece)} after; loss {before.loss:.4f}, "
        f"{after.loss:.4f}; Brier score {before.brier:.5f}, {after.brier:.5f}"
    )
