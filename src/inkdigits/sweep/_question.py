"""What a sweep asks, as `sweep.json` keeps it, so that no other question is carried on with."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inkdigits.data import Dataset, dataset_hash
from inkdigits.errors import InputError
from inkdigits.files import write_json
from inkdigits.models import ConvnetRecipe, Recipe, apply_settings, find_entry
from inkdigits.recognizer import usable_cpus
from inkdigits.sweep._space import Space, read_space
from inkdigits.sweep._storage import Storage, find_storage

_NAME = "sweep.json"
_TRIALS = 20
_HELD_OUT = 0.1  # of the training part, for a recipe that would hold out nothing
_MAY_CHANGE = ("trials", "study", "settled")


@dataclass(frozen=True)
class Sweep:
    """A search, understood and checked.

    Attributes:
        folder: where all of it goes.
        model: registry name.
        settings: what every trial has in common, as `train` takes it.
        recipe: the model's, with these settings: the default that trials are compared with.
        space: what is varied.
        seed: of every chance.
        asked_trials: how many were asked for.
        parallel: how many make a generation: they are begun knowing only what came before it.
        storage: where Optuna keeps them.
        study: what Optuna calls them.
    """

    folder: Path
    model: str
    settings: Mapping[str, Any]
    recipe: Recipe
    space: Space
    seed: int
    asked_trials: int
    parallel: int
    storage: Storage
    study: str

    @property
    def trials(self) -> int:
        """How many there will be, the default's among them: no combination is tried twice."""
        outside = self.space.own(self.recipe) is None
        return int(min(self.asked_trials, self.space.size + outside))

    @property
    def adds_validation(self) -> bool:
        """Whether digits are held out only because a choice needs some."""
        return not find_entry(self.model).recipe.validation

    @property
    def may_prune(self) -> bool:
        """Whether epochs of two trials can be compared: not where one has more of them."""
        return not {"epochs", "members"} & set(self.space.names)


def begin_sweep(
    model: str,
    vary: Sequence[str],
    data: Dataset,
    folder: Path,
    *,
    set_: Mapping[str, str] | None = None,
    seed: int = 0,
    trials: int | None = None,
    parallel: int | None = None,
    storage: str | None = None,
) -> Sweep:
    """Understand a search, and write down in its folder what it asks; or find that again.

    Args:
        model: registry name.
        vary: see `read_vary`; at least one.
        data: the digits to learn from and, held out, to choose on.
        folder: of the sweep; made where it is missing.
        set_: changes to the model's recipe that all trials have in common.
        seed: of every chance.
        trials: how many; None as many as before, or 20.
        parallel: how many make a generation; None as many as before, or as there are cores.
        storage: see `find_storage`.

    Raises:
        InputError: something is not understood or does not fit, or the folder holds another sweep.
    """
    before = _read(folder / _NAME)
    settings = _common_settings(model, set_ or {}, seed)
    space = check_vary(model, vary, set_ or {}, seed)
    place = find_storage(storage, folder)
    settled = before["settled"] if before else _settle(model, settings)
    recipe = apply_settings(find_entry(model).recipe, {**settings, **settled})
    asked: dict[str, Any] = {
        "model": model,
        "data": {"name": data.name, "n": len(data), "sha256": dataset_hash(data)},
        "vary": [asdict(dimension) for dimension in space.dimensions],
        "set": dict(set_ or {}),
        "seed": seed,
        "trials": trials or (before["trials"] if before else _TRIALS),
        "parallel": parallel or (before["parallel"] if before else usable_cpus()),
        "storage": place.label,
        "study": before["study"] if before else f"{model}-{secrets.token_hex(4)}",
        "settled": settled,
        "recipe": recipe.to_json(),
    }
    if before:
        _require_same(asked, before, folder)
    if storage is not None:
        with place.open():  # one that does not answer is not written down
            pass
    write_json(folder / _NAME, asked)
    return Sweep(
        folder=folder,
        model=model,
        settings={**settings, **settled},
        recipe=recipe,
        space=space,
        seed=seed,
        asked_trials=asked["trials"],
        parallel=asked["parallel"],
        storage=place,
        study=asked["study"],
    )


def check_vary(model: str, vary: Sequence[str], set_: Mapping[str, str], seed: int = 0) -> Space:
    """Understand what is varied, without digits; see `begin_sweep`.

    Raises:
        InputError: something is not understood, or does not fit the model.
    """
    recipe = apply_settings(find_entry(model).recipe, _common_settings(model, set_, seed))
    return read_space(vary, recipe, set_)


def _common_settings(model: str, set_: Mapping[str, str], seed: int) -> dict[str, Any]:
    recipe = find_entry(model).recipe
    if "seed" in set_:
        raise InputError(f"got --set seed={set_['seed']}, wanted --seed {set_['seed']}")
    settings: dict[str, Any] = {**set_, "seed": seed}
    if not recipe.validation and "validation" not in set_:
        settings["validation"] = _HELD_OUT
    if not apply_settings(recipe, settings).validation:
        raise InputError(
            "got --set validation=0, wanted digits that are held out to choose on, such as "
            f"--set validation={_HELD_OUT}"
        )
    return settings


def _settle(model: str, settings: Mapping[str, Any]) -> dict[str, str]:
    """What "auto" comes to, found once: a busy machine could answer otherwise the next time."""
    recipe = apply_settings(find_entry(model).recipe, settings)
    if not isinstance(recipe, ConvnetRecipe):
        return {}
    from inkdigits.training import torch_engine

    settled = torch_engine.settle(recipe)
    return {"device": settled.device, "precision": settled.precision}


def _require_same(asked: Mapping[str, Any], before: Mapping[str, Any], folder: Path) -> None:
    # As JSON has it: tuples are lists there.
    asked = json.loads(json.dumps(asked))
    asked["data"]["name"] = before["data"]["name"]  # the digits count, not what they are called
    other = [key for key in asked if key not in _MAY_CHANGE and asked[key] != before.get(key)]
    if other:
        raise InputError(
            f"{folder} holds a sweep with another {' and '.join(other)}; ask for the same to carry "
            "it on, or name another folder: --out DIR"
        )
    if asked["trials"] < before["trials"]:
        raise InputError(
            f"{folder} holds a sweep of {before['trials']} trials, got --trials {asked['trials']}; "
            "ask for as many or more"
        )


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {key: found[key] for key in found} if found["study"] else None
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError):
        raise InputError(
            f"{path}: not what a sweep writes there; name another folder: --out DIR"
        ) from None
