"""What going on learning brought, in words."""

from typing import Any

from inkdigits.cli._output import percent, say, score

_PARTS = {
    "validation": "your digits held out",
    "test": "your test digits",
    "mnist": "MNIST's test digits",
}

_ALLOWED_FALL = 0.002
"""Share of MNIST's digits that may be lost without a word about it."""


def print_gain(metrics: dict[str, Any]) -> None:
    """Print what was right before and after, and say so where it is no gain.

    Args:
        metrics: of a run that went on with a finished recognizer.
    """
    before, after = metrics["before"], metrics["after"]
    for part, name in _PARTS.items():
        if before[part] is None:
            continue
        print(f"{name}:")
        for when, found in (("before", before[part]), ("after", after[part])):
            rejected = f"; {found['rejected']} rejected as no digit" if found["rejected"] else ""
            print(f"  {when + ':':8}{score(found)}{rejected}")
    own = "test" if before["test"] else "validation"
    if before[own] and after[own]["errors"] >= before[own]["errors"]:
        say("your digits held out are read no better than before: keep the recognizer you had")
    if before["mnist"] and _fall(before["mnist"], after["mnist"]) > _ALLOWED_FALL:
        fall = percent(_fall(before["mnist"], after["mnist"]))
        say(f"it lost {fall} of MNIST's digits; to keep more: --set blend=0.5")


def _fall(before: dict[str, Any], after: dict[str, Any]) -> float:
    return float(before["accuracy"] - after["accuracy"])
