"""What a sweep searches: the settings that are varied, and the recipe they are varied in."""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inkdigits.errors import InputError
from inkdigits.models import Recipe, apply_settings, setting_names, setting_value
from inkdigits.sweep._vary import Choice, Dimension, Span, Value, plain, read_vary

if TYPE_CHECKING:
    from optuna.distributions import BaseDistribution

# Trials are compared on the same digits, which hang on these.
_FIXED = ("seed", "validation", "holdout")
_MOST_TRIED = 2000  # combinations, to see whether a value goes with any others


@dataclass(frozen=True)
class Space:
    """The settings that a sweep varies, in the order they were named; at least one."""

    dimensions: tuple[Dimension, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Of the settings."""
        return tuple(dimension.name for dimension in self.dimensions)

    @property
    def size(self) -> float:
        """How many combinations there are; infinite where a setting is a real number."""
        return math.prod(dimension.size for dimension in self.dimensions)

    def distributions(self) -> "dict[str, BaseDistribution]":
        """The same in Optuna's words."""
        from optuna.distributions import (
            CategoricalDistribution,
            FloatDistribution,
            IntDistribution,
        )

        found: dict[str, BaseDistribution] = {}
        for one in self.dimensions:
            if isinstance(one, Choice):
                found[one.name] = CategoricalDistribution(one.values)
            elif one.whole:
                found[one.name] = IntDistribution(int(one.low), int(one.high), log=one.log)
            else:
                found[one.name] = FloatDistribution(one.low, one.high, log=one.log)
        return found

    def combinations(self) -> Iterator[dict[str, Value]]:
        """Every combination, in order; only where `size` is finite."""
        for values in itertools.product(*map(_all_values, self.dimensions)):
            yield dict(zip(self.names, values, strict=True))

    def own(self, recipe: Recipe) -> dict[str, Value] | None:
        """What a recipe itself has for the settings; None where that lies outside."""
        values = {name: plain(setting_value(recipe, name)) for name in self.names}
        inside = all(values[one.name] in one for one in self.dimensions)
        return values if inside else None


def read_space(texts: Sequence[str], recipe: Recipe, set_: Iterable[str]) -> Space:
    """Understand every `--vary`, and make sure that the recipe can be had with each value.

    Args:
        texts: see `read_vary`.
        recipe: what is varied, with all that was set.
        set_: the settings that were set, which cannot be varied too.

    Raises:
        InputError: there is none, or one is not understood, not fit, or named twice.
    """
    if not texts:
        raise InputError(
            "got no --vary, wanted at least one, such as --vary learning_rate=log:1e-4..1e-1; "
            f"{recipe.model} has: {', '.join(_variable(recipe))}"
        )
    space = Space(tuple(read_vary(text, recipe) for text in texts))
    given = {key.removeprefix("net.") for key in set_}
    for number, name in enumerate(space.names):
        if name in space.names[:number]:
            raise InputError(f"got --vary {name} twice, wanted each setting once; join the values")
        if name in given:
            raise InputError(f"got --vary {name} and --set {name}, wanted one of them")
        if name in _FIXED:
            raise InputError(
                f"got --vary {name}, which decides on what digits trials are compared; wanted "
                f"another setting: {', '.join(_variable(recipe))}"
            )
    for dimension in space.dimensions:
        for value in dimension.samples:
            _require_possible(recipe, space, dimension.name, value)
    return space


def _variable(recipe: Recipe) -> list[str]:
    return [name for name in setting_names(recipe) if name not in _FIXED]


def _all_values(dimension: Dimension) -> Sequence[Value]:
    if isinstance(dimension, Span):
        return range(int(dimension.low), int(dimension.high) + 1)
    return dimension.values


def _require_possible(recipe: Recipe, space: Space, name: str, value: Value) -> None:
    """Refuse a value that goes with no values of the other settings."""
    first: InputError | None = None
    for settings in itertools.islice(_with_others(recipe, space, name, value), _MOST_TRIED):
        try:
            apply_settings(recipe, settings)
            return
        except InputError as problem:
            first = first or problem
    if first is not None:
        raise first


def _with_others(
    recipe: Recipe, space: Space, name: str, value: Value
) -> Iterator[Mapping[str, Value]]:
    """The value alone, and with each combination of values that stand for the others'."""
    yield {name: value}
    others = [one for one in space.dimensions if one.name != name]
    for values in itertools.product(*(one.samples for one in others)):
        yield {name: value, **{one.name: v for one, v in zip(others, values, strict=True)}}
