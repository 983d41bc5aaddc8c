from inkdigits.arrays import Probabilities
from inkdigits.data import Dataset
from inkdigits.evaluation import (
    ChosenOn,
    Statistics,
    TemperatureEffect,
    fit_temperature,
    measure_statistics,
    require_labels,
    temperature_effect,
)
from inkdigits.training._answers import Answers


def run_statistics(
    recognizer: Answers,
    validation: Dataset | None,
    measured: Dataset,
    probabilities: Probabilities,
) -> Statistics:
    """The statistics of a run, whose validation part chooses what is to be chosen.

    Args:
        recognizer: what answers for the run.
        validation: labelled digits that were held out; None where there are none.
        measured: labelled digits to measure on; the validation part where there is no test part.
        probabilities: (N, 10), the recognizer's answers to `measured`.
    """
    if validation is None:
        return measure_statistics(probabilities, measured)
    chosen = None
    if validation is not measured:
        answers = recognizer.predict_proba(validation.images)
        chosen = ChosenOn(validation.name, answers, require_labels(validation))
    effect = _effect(recognizer, validation, measured)
    return measure_statistics(probabilities, measured, validation=chosen, temperature=effect)


def _effect(recognizer: Answers, validation: Dataset, measured: Dataset) -> TemperatureEffect:
    temperature = recognizer.card.temperature or 1.0
    in_file = temperature != 1.0
    logits = recognizer.predict_logits(measured.images)
    if not in_file:
        held_out = recognizer.predict_logits(validation.images)
        temperature = fit_temperature(held_out, require_labels(validation))
    fitted_on = "these same digits" if validation is measured else validation.name
    labels = require_labels(measured)
    return temperature_effect(logits, labels, temperature, fitted_on, in_file=in_file)
