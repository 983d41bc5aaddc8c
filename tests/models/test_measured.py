import json
from statistics import mean, stdev

import pytest

from inkdigits.models import REGISTRY, apply_settings, measured_results, parse_settings


def test_figures_belong_to_the_recipes_as_they_stand() -> None:
    for name, result in measured_results().items():
        model, *texts = name.split(" ")
        recipe = apply_settings(REGISTRY[model].recipe, parse_settings(texts)).to_json()
        del recipe["seed"]
        stands = json.loads(json.dumps(recipe))
        assert result["recipe"] == stands, f"{name}: measure it anew with 'make figures'"


def test_means_and_deviations_are_those_of_three_seeds() -> None:
    for result in measured_results().values():
        assert len(result["accuracies"]) >= 3
        assert result["mean"] == pytest.approx(mean(result["accuracies"]))
        assert result["std"] == pytest.approx(stdev(result["accuracies"]))
