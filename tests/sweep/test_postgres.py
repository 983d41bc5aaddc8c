from collections.abc import Iterator
from pathlib import Path

import pytest

from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.sweep import best_of, run_trials
from inkdigits.sweep._book import Book
from tests.sweep.conftest import Begin
from tests.sweep.engine import Pretended
from tests.sweep.postgres import postgres


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres(tmp_path_factory.mktemp("postgres")) as address:
        yield address


def test_a_server_comes_to_the_same_trials_as_a_file(
    begin: Begin, few: Split, address: str
) -> None:
    there = begin("there", storage=address)
    trials = run_trials(there, few.train, Pretended())
    here = begin("here")
    assert trials == run_trials(here, few.train, Pretended(chance=1))
    assert best_of(trials) is not None
    assert {trial.outcome.state for trial in trials} == {"complete", "pruned"}
    assert not (there.folder / "study.db").exists()
    with there.storage.open() as remote, here.storage.open() as local:
        stored = Book(remote, there.study).trials(), Book(local, here.study).trials()
    for one, other in zip(*stored, strict=True):
        assert one.params == other.params
        assert one.intermediate_values == other.intermediate_values
        assert (one.state, one.value) == (other.state, other.value)


def test_two_sweeps_keep_apart_in_one_database(begin: Begin, few: Split, address: str) -> None:
    first, second = (begin(name, storage=address, trials=4) for name in ("first", "second"))
    trials = run_trials(first, few.train, Pretended())
    engine = Pretended()
    assert run_trials(second, few.train, engine) == trials
    assert len(engine.jobs) == 4


def test_a_sweep_stays_with_its_database(begin: Begin, address: str, tmp_path: Path) -> None:
    begin(storage=address)
    with pytest.raises(InputError, match="holds a sweep with another storage;"):
        begin()
