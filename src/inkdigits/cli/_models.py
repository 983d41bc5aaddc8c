from dataclasses import asdict
from typing import Annotated, Any

import typer

from inkdigits.cli._output import JsonOption, percent, print_json


def models(
    name: Annotated[
        str | None, typer.Argument(help="A model to show whole, or 'default', the bundled one.")
    ] = None,
    json_: JsonOption = False,
) -> None:
    """List the models of the zoo, or show one: its layers, recipe and source.

    Example: inkdigits models cnn
    """
    if name is None:
        _list_zoo(json_)
    elif name == "default":
        _show_default(json_)
    else:
        _show_model(name, json_)


def _list_zoo(as_json: bool) -> None:
    from inkdigits.models import REGISTRY

    rows = [_describe(name) for name in REGISTRY]
    if as_json:
        print_json(rows)
        return
    print(f"{'model':<20}{'parameters':>12}{'should reach':>15}{'reached':>18}\n")
    for row in rows:
        reached = row["reached"]
        figures = _mean_and_spread(reached) if reached else "–"
        wanted = percent(row["expected"], 1)
        parameters = "–" if row["parameters"] is None else f"{row['parameters']:,}"
        print(f"{row['name']:<20}{parameters:>12}{wanted:>15}{figures:>18}")
        print(f"    {row['summary']}\n    {row['layers']}\n    after: {row['source']}\n")
    print(
        "parameters: – where only the digits tell how many\n"
        "reached: share right of MNIST's 10,000 test digits, mean ± deviation over seeds"
    )


def _show_model(name: str, as_json: bool) -> None:
    from inkdigits.models import ClassicEntry, ConvnetRecipe, find_entry, import_keras

    row = _describe(name) | {"recipe": find_entry(name).recipe.to_json()}
    if as_json:
        print_json(row)
        return
    entry = find_entry(name)
    print(f"{name}: {row['summary']}\nfrom: {row['source']}")
    if row["reached"]:
        reached = row["reached"]
        print(
            f"reached: {_mean_and_spread(reached)} on MNIST's test digits over "
            f"{len(reached['accuracies'])} seeds, {reached['train_seconds']:.0f} s each"
        )
    if isinstance(entry.recipe, ConvnetRecipe):
        print(entry.build(entry.recipe.net, entry.recipe.outputs))
    elif isinstance(entry, ClassicEntry):
        print(entry.build(entry.recipe.net))
        if entry.no_file:
            print(f"it becomes no ONNX file: {entry.no_file}")
    else:
        import_keras()
        entry.build(entry.recipe.net).summary()
    print("recipe (change any of it with --set key=value):")
    settings = {**asdict(entry.recipe.net), **row["recipe"]}
    for key, value in settings.items():
        if key not in ("model", "net"):
            text = ",".join(map(str, value)) if isinstance(value, tuple) else value
            print(f"  {key}={text}")


def _show_default(as_json: bool) -> None:
    from inkdigits.recognizer import load_recognizer

    recognizer = load_recognizer()
    card = asdict(recognizer.card) | {"bytes": recognizer.path.stat().st_size}
    if as_json:
        print_json(card)
        return
    print(f"the bundled recognizer: {card['name']}, {card['bytes'] / 1000:,.0f} kB")
    data = card["training_data"]
    print(f"trained on: {data['n']:,} digits of {data['name']} ({data['source']})")
    for part, measured in card["measured"].items():
        print(
            f"on {part}: {percent(measured['accuracy'])} right, {measured['errors']} wrong of "
            f"{measured['n']:,}"
        )
    threshold = card["reject_threshold"]
    if threshold < 1:
        print(f"rejected as no digit: what scores above {threshold:.4g}")
    recipe = card["recipe"]
    print(
        f"made by: inkdigits train {card['name']} --data mnist --seed {recipe['seed']}, which "
        "'make default' runs and puts in its place"
    )


def _describe(name: str) -> dict[str, Any]:
    from inkdigits.models import find_entry, measured_results

    entry = find_entry(name)
    return {
        "name": name,
        "summary": entry.summary,
        "layers": entry.layers,
        "parameters": entry.parameters,
        "source": entry.source,
        "expected": entry.expected,
        "reached": measured_results().get(name),
    }


def _mean_and_spread(reached: dict[str, Any]) -> str:
    return f"{percent(reached['mean'])} ± {percent(reached['std'])}"
