from dataclasses import asdict, dataclass
from typing import Any

from inkdigits.arrays import FloatArray, Labels, Probabilities
from inkdigits.evaluation.scores._calibration import expected_calibration_error, reliability_bins
from inkdigits.evaluation.scores._metrics import brier_score, log_loss
from inkdigits.evaluation.scores._temperature import at_temperature


@dataclass(frozen=True)
class CalibrationScores:
    """How well confidences fit what comes true; less is better.

    Attributes:
        ece: expected calibration error over 15 bins, in [0, 1].
        loss: cross-entropy, in nats an image.
        brier: Brier score, in [0, 2].
    """

    ece: float
    loss: float
    brier: float


@dataclass(frozen=True)
class TemperatureEffect:
    """What dividing the logits by a temperature does to the confidences; the answers stay.

    Attributes:
        temperature: what they are divided by.
        fitted_on: what it was chosen on, in words.
        in_file: whether the recognizer does it itself; else this is what it would gain.
        before: scores of the net's own logits.
        after: scores of the divided ones.
    """

    temperature: float
    fitted_on: str
    in_file: bool
    before: CalibrationScores
    after: CalibrationScores

    def to_json(self) -> dict[str, Any]:
        """The effect as a JSON object."""
        return asdict(self)


def calibration_scores(probabilities: Probabilities, labels: Labels) -> CalibrationScores:
    """Measure (N, 10) probabilities against (N,) labels; N at least 1."""
    return CalibrationScores(
        ece=expected_calibration_error(reliability_bins(probabilities, labels)),
        loss=log_loss(probabilities, labels),
        brier=brier_score(probabilities, labels),
    )


def temperature_effect(
    logits: FloatArray, labels: Labels, temperature: float, fitted_on: str, *, in_file: bool
) -> TemperatureEffect:
    """Measure the calibration before and after temperature scaling.

    Args:
        logits: (N, 10) as the recognizer gives them: divided already where `in_file`.
        labels: (N,) uint8, the true digits; N at least 1.
        temperature: chosen on other digits, see `fit_temperature`.
        fitted_on: what these were.
        in_file: whether the recognizer divides by it.
    """
    # Dividing once more by its inverse gives back what the net itself said.
    before, after = (1 / temperature, 1.0) if in_file else (1.0, temperature)
    return TemperatureEffect(
        temperature=temperature,
        fitted_on=fitted_on,
        in_file=in_file,
        before=calibration_scores(at_temperature(logits, before), labels),
        after=calibration_scores(at_temperature(logits, after), labels),
    )
