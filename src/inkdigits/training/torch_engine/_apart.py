"""An ensemble's nets, each trained in a process of its own."""

from dataclasses import dataclass, replace

from torch import nn

from inkdigits.data import Dataset
from inkdigits.engines import Engine
from inkdigits.errors import InputError
from inkdigits.models import ConvnetRecipe
from inkdigits.training._memory import keep_freed_memory
from inkdigits.training._progress import Silent, TrainingProgress
from inkdigits.training._run import Run
from inkdigits.training._threads import keep_to_own_cores
from inkdigits.training.torch_engine._fitting import Fitting

_MEMBERS = "members"


@dataclass(frozen=True)
class _TrainMember:
    """Trains one net of an ensemble; its folder, which it goes on from, keeps what came of it."""

    run: Run
    recipe: ConvnetRecipe
    train: Dataset
    validation: Dataset | None

    def __call__(self, member: int) -> list[nn.Sequential]:
        keep_to_own_cores()
        keep_freed_memory()
        run = member_run(self.run, member)
        run.path.mkdir(parents=True, exist_ok=True)
        fitting = Fitting(run, self.recipe, self.train, self.validation, Silent(), member)
        fitting.carry_out()
        return fitting.finished


def require_members(recipe: ConvnetRecipe) -> None:
    """Make sure that there are several nets, none of which waits for another.

    Raises:
        InputError: there are not.
    """
    if recipe.members == 1:
        raise InputError(
            f"got workers for {recipe.model}, which is one net; wanted an ensemble, such as "
            "convnet-ensemble or --set members=4"
        )
    if recipe.boosted:
        raise InputError(
            "got workers with boosted=true, where each net learns from the errors of those before "
            "it; leave out either"
        )


def member_run(run: Run, member: int) -> Run:
    """The folder of one net of an ensemble."""
    return replace(run, path=run.path / _MEMBERS / f"{member:02}")


def trained_apart(run: Run) -> bool:
    """Whether a run was begun with its nets apart."""
    return (run.path / _MEMBERS).is_dir()


def fit_apart(
    run: Run,
    recipe: ConvnetRecipe,
    train: Dataset,
    validation: Dataset | None,
    engine: Engine,
    progress: TrainingProgress,
) -> list[nn.Sequential]:
    """Train an ensemble's nets side by side, from their last checkpoints if there are any.

    They see the same digits in the same order as if they were trained one after another.

    Args:
        run: where they are kept.
        recipe: of the whole ensemble, its device and precision settled.
        train: labelled digits to learn from.
        validation: labelled digits to watch; None watches none.
        engine: whose processes train; all of them must see the run's folder by the same path.
        progress: is told of every net that is done.

    Returns:
        The finished nets, in their order; the run's history has the epochs of all.

    Raises:
        InputError: see `require_members`.
        WorkError: the loss became NaN or infinite, or the engine gave up.
    """
    require_members(recipe)
    here = replace(run, path=run.path.resolve())
    nets: dict[int, list[nn.Sequential]] = {}
    progress.step("training the nets", 0, recipe.members)
    work = _TrainMember(here, recipe, train, validation)
    for member, finished in engine.map(work, range(recipe.members)):
        nets[member] = finished
        progress.step("training the nets", len(nets), recipe.members)
    members = range(recipe.members)
    run.write_history([row for member in members for row in member_run(run, member).history])
    return [net for member in members for net in nets[member]]
