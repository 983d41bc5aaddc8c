from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkdigits.cli._output import JsonOption, percent, print_json, quiet_stdout, say, score
from inkdigits.cli._processes import (
    AddressOption,
    EngineOption,
    choose_engine,
    require_together,
)
from inkdigits.cli._sweep_bar import sweep_bar, values_in_words
from inkdigits.errors import WorkError

if TYPE_CHECKING:
    from inkdigits.data import Split
    from inkdigits.engines import Engine
    from inkdigits.sweep import Results, Sweep


def sweep(
    model: Annotated[str, typer.Argument(help="A model of the zoo, see 'inkdigits models'.")],
    vary: Annotated[
        list[str] | None,
        typer.Option(
            help="A setting and its values: kernel_size=3,5,7 or dropout=0.1..0.5 or "
            "learning_rate=log:1e-4..1e-1. May be given many times."
        ),
    ] = None,
    trials: Annotated[
        int | None, typer.Option(min=2, help="How many; the first is the default. [default: 20]")
    ] = None,
    data: Annotated[str, typer.Option(help="What 'train' takes.")] = "mnist",
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="Change the recipe for all trials: key=value."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Same seed, same trials.")] = 0,
    seeds: Annotated[
        int, typer.Option(min=2, help="With how many others the best is trained again.")
    ] = 3,
    parallel: Annotated[
        int | None,
        typer.Option(min=1, help="Trials at a time. [default: as many as there are cores]"),
    ] = None,
    engine: EngineOption = "local",
    address: AddressOption = None,
    storage: Annotated[
        str | None,
        typer.Option(
            help="postgresql://user:password@host/database, to keep trials in. [default: a file]"
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the sweep. [default: sweeps/MODEL]")
    ] = None,
    json_: JsonOption = False,
) -> None:
    """Search for better settings of a model, on digits held out; the test digits choose nothing.

    Example: inkdigits sweep cnn --vary kernel_size=3,5,7 --vary dropout=0.1..0.5 --trials 24
    """
    require_together(engine, address, parallel, "--parallel")
    from inkdigits.data import load_dataset
    from inkdigits.models import find_entry, parse_settings
    from inkdigits.sweep import begin_sweep, check_vary

    settings = parse_settings(set_ or [])
    check_vary(model, vary or [], settings)  # before the digits are fetched
    split = load_dataset(data)
    asked = begin_sweep(
        find_entry(model).name,
        vary or [],
        split.train,
        out or Path("sweeps") / model,
        set_=settings,
        seed=seed,
        trials=trials,
        parallel=parallel,
        storage=storage,
    )
    trainer = choose_engine(engine, address, asked.parallel)
    with quiet_stdout():
        results, page = _carry_out(asked, split, trainer, seeds)
    if json_:
        print_json({**results.summary(), "report": str(page)})
    else:
        _print_summary(results)
        print(f"the report: {page}")


def _carry_out(
    sweep: "Sweep", split: "Split", engine: "Engine", seeds: int
) -> "tuple[Results, Path]":
    from inkdigits.sweep import (
        Results,
        best_of,
        find_importance,
        run_trials,
        train_winner,
        write_results,
    )

    _say_first(sweep)
    try:
        with sweep_bar(sweep.trials) as follow:
            trials = run_trials(sweep, split.train, engine, follow)
        best = best_of(trials)
        if best is None:
            raise WorkError(
                f"none of {len(trials)} trials ran to its end, for the reasons above; set or vary "
                "something else"
            )
        say(f"training the best, trial {best.number}, with {seeds} other seeds")
        winner = train_winner(sweep, best, split, engine, seeds)
    except KeyboardInterrupt:
        raise WorkError("stopped; the same command carries the sweep on") from None
    importance = find_importance(sweep.space, trials, sweep.seed)
    results = Results(sweep, tuple(trials), importance, winner)
    return results, write_results(results)


def _say_first(sweep: "Sweep") -> None:
    if sweep.adds_validation:
        share = percent(sweep.recipe.validation, 0)
        say(f"{sweep.model} trains on all digits; here {share} are held out, to choose on")
    if sweep.space.size < sweep.asked_trials:
        say(f"there are no more than {sweep.trials} different trials")


def _print_summary(results: "Results") -> None:
    from inkdigits.sweep import counts_in_words

    best, default, winner = results.best, results.default, results.winner
    print(f"{results.sweep.model}: {len(results.trials)} trials, {counts_in_words(results)}")
    if default.outcome.validation is not None and default.outcome.state == "complete":
        print(f"default: {score(dict(default.outcome.validation))}")
    assert best.outcome.validation is not None
    print(f"best, trial {best.number}: {score(dict(best.outcome.validation))}")
    print(f"  {values_in_words(results.params(best))}")
    if winner is not None and winner.test is not None:
        print(
            f"test, {winner.test.runs} other seeds: {percent(winner.test.mean)} right, "
            f"± {percent(winner.test.std)} from seed to seed"
        )
    print(f"train it again: {results.command()}")
