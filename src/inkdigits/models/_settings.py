"""Changing a recipe by key and value, from the command line or from Python."""

import types
from collections.abc import Mapping
from dataclasses import replace
from numbers import Integral
from typing import Any, Literal, get_args, get_origin, get_type_hints

from inkdigits.errors import InputError
from inkdigits.models._recipe import Recipe, field_names

_NET_PREFIX = "net."
_FIXED = ("model", "net", "start", "source", "source_sha256")

# Ranges that a value must lie in, where the type alone would let nonsense through.
_POSITIVE = {
    "epochs", "batch_size", "learning_rate", "kernel_rate", "members", "hidden", "filters", "pools",
    "kernel_size", "pool_size", "first_kernel", "first_stride", "kernels",
}  # fmt: skip
_SHARE = {"validation", "dropout", "label_smoothing", "warmup", "averaging", "habits"}
_LARGEST_SEED = 2**32 - 1  # what NumPy's global generator, which Keras seeds, can take


def parse_settings(texts: list[str]) -> dict[str, str]:
    """Turn ["epochs=3", "pooling=average"] into a dictionary.

    Raises:
        InputError: an entry has no "=".
    """
    settings = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals:
            raise InputError(f"got --set {text}, wanted --set key=value, such as --set epochs=3")
        settings[key.strip()] = value.strip()
    return settings


def apply_settings(recipe: Recipe, settings: Mapping[str, Any]) -> Recipe:
    """A recipe with some choices changed.

    Args:
        recipe: where to start from; it stays as it is.
        settings: key → value. A key names a hyper-parameter of the net or a field of the recipe;
            "net.hidden" says that only the net's is meant. A value has the field's type, or is a
            text for it: "0.3", "true", "512,512" for a tuple.

    Raises:
        InputError: an unknown key (the message lists the keys there are), an unfit value, or
            choices that do not go together.
    """
    for key, value in settings.items():
        name, wanted, in_net = _find(recipe, key)
        change = {name: _convert(name, value, wanted)}
        if in_net:
            recipe = replace(recipe, net=replace(recipe.net, **change))
        else:
            recipe = replace(recipe, **change)
    recipe.check()
    return recipe


def convert_setting(recipe: Recipe, key: str, value: Any) -> Any:
    """A value as a recipe has it for a setting, whether or not it goes with the other choices.

    Raises:
        InputError: an unknown key, or a value that is unfit by itself.
    """
    name, wanted, _ = _find(recipe, key)
    return _convert(name, value, wanted)


def setting_type(recipe: Recipe, key: str) -> Any:
    """What type a setting has: int, float, bool, a Literal, or a tuple.

    Raises:
        InputError: an unknown key.
    """
    return _find(recipe, key)[1]


def setting_value(recipe: Recipe, key: str) -> Any:
    """What a recipe has for a setting.

    Raises:
        InputError: an unknown key.
    """
    name, _, in_net = _find(recipe, key)
    return getattr(recipe.net if in_net else recipe, name)


def _find(recipe: Recipe, key: str) -> tuple[str, Any, bool]:
    """A setting's field, the field's type, and whether the net has it."""
    net_hints = get_type_hints(type(recipe.net))
    recipe_hints = get_type_hints(type(recipe))
    name = key.removeprefix(_NET_PREFIX)
    if name in net_hints:
        return name, net_hints[name], True
    if key in recipe_hints and key not in _FIXED:
        return key, recipe_hints[key], False
    raise InputError(
        f"{recipe.model} has no setting '{key}'; it has: {', '.join(setting_names(recipe))}"
    )


def setting_names(recipe: Recipe) -> tuple[str, ...]:
    """Every key that `apply_settings` takes: the net's hyper-parameters, then the recipe's."""
    own = tuple(name for name in field_names(recipe) if name not in _FIXED)
    return field_names(recipe.net) + own


def recipe_from_json(base: Recipe, document: Mapping[str, Any]) -> Recipe:
    """The recipe that `Recipe.to_json` wrote, checked as any other input.

    Args:
        base: the registry's recipe for the same model, which knows the net's type.
        document: what stands in `recipe.json`; keys that are no setting are passed over.

    Raises:
        InputError: a value is unfit.
    """
    net = document.get("net", {})
    if not isinstance(net, Mapping):
        raise InputError(f"got net={net}, wanted the net's hyper-parameters by name")
    settings = {f"{_NET_PREFIX}{key}": value for key, value in net.items()}
    names = set(field_names(base)) - set(_FIXED)
    settings |= {key: value for key, value in document.items() if key in names}
    return apply_settings(base, settings)


def _convert(name: str, value: Any, wanted: Any) -> Any:
    try:
        converted = _to_type(value, wanted)
    except ValueError as problem:
        raise InputError(f"got {name}={value}, wanted {problem}") from None
    for number in converted if isinstance(converted, tuple) else (converted,):
        if name in _POSITIVE and number <= 0:
            raise InputError(f"got {name}={value}, wanted more than 0")
        if name in _SHARE and not 0 <= number < 1:
            raise InputError(f"got {name}={value}, wanted at least 0 and less than 1")
        if isinstance(number, int | float) and number < 0:
            raise InputError(f"got {name}={value}, wanted 0 or more")
        if name == "seed" and number > _LARGEST_SEED:
            raise InputError(f"got {name}={value}, wanted at most {_LARGEST_SEED}")
    return converted


def _to_type(value: Any, wanted: Any) -> Any:
    """`value` as the type `wanted`; a ValueError says in words what would have been right."""
    if get_origin(wanted) is Literal:
        choices = {str(choice): choice for choice in get_args(wanted)}
        if str(value) not in choices:
            raise ValueError(f"one of: {', '.join(choices)}")
        return choices[str(value)]
    if get_origin(wanted) is tuple:
        parts = value.split(",") if isinstance(value, str) else value
        if isinstance(parts, Integral):
            parts = [parts]
        try:
            numbers = tuple(_to_type(part, int) for part in parts)
        except (TypeError, ValueError):
            numbers = ()
        if not numbers:
            raise ValueError("whole numbers separated by commas, such as 512,512")
        return numbers
    return _to_scalar(value, wanted)


def _to_scalar(value: Any, wanted: type | types.UnionType) -> Any:
    if wanted is bool:
        texts = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        if str(value).lower() not in texts:
            raise ValueError("true or false")
        return texts[str(value).lower()]
    if wanted is int:
        try:
            if float(value) != int(float(value)):
                raise ValueError
            return int(float(value))
        except (TypeError, ValueError, OverflowError):
            raise ValueError("a whole number") from None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError("a number") from None
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError("a finite number")
    return number
