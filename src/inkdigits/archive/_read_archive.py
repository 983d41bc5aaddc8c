"""Reading an archive from beginning to end, or on from where it was stopped."""

import json
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

from inkdigits.archive._job import MODEL, Job
from inkdigits.archive._plan import PLAN, find_parts, write_plan
from inkdigits.archive._reader import PartReader
from inkdigits.archive._summary import Summary
from inkdigits.archive.sources import list_sources
from inkdigits.engines import Engine
from inkdigits.errors import InputError

FILES_A_PART = 256
JOB = "job.json"


def read_archive(
    sources: Sequence[str],
    job: Job,
    engine: Engine,
    files_a_part: int = FILES_A_PART,
    follow: Callable[[Summary], None] = lambda summary: None,
) -> Summary:
    """Read every page of an archive and write what it says as tables.

    The job's folder comes to hold `lines`, `pages` and `errors`, each a folder with a file for
    each part; `plan.jsonl`, which files make up which part; `job.json`, what was asked for;
    `model.onnx`, the recognizer; and in the end `summary.json`. A job that was stopped, however
    roughly, is carried on by calling this again: what is done is not read again, and the rows in
    the end are those of an undisturbed job.

    Args:
        sources: see `list_sources`.
        job: what to read with, and where to write.
        engine: who reads.
        files_a_part: the most files of a part, which is all that a stop can cost a worker.
        follow: is told how far the job is, whenever a part is done.

    Raises:
        InputError: a source is not there, or the folder holds another job.
        WorkError: the engine gave up.
        OSError: something cannot be written.
    """
    _begin(sources, job, files_a_part)
    parts = list(find_parts(job.store))
    done = job.results.done()
    summary = Summary(files=sum(part.files for part in parts))
    for part in parts:
        if part.name in done:
            summary.add_earlier(job.results.count(part))
    follow(summary)
    start = perf_counter()
    left = [part for part in parts if part.name not in done]
    for _, result in engine.map(PartReader(job), left) if left else ():
        summary.add(result, perf_counter() - start)
        follow(summary)
    job.store.write("summary.json", json.dumps(summary.to_json(), indent=2).encode() + b"\n")
    return summary


def _begin(sources: Sequence[str], job: Job, files_a_part: int) -> None:
    """Write down what is asked for and the plan, or make sure that it was asked for before."""
    asked = {"sources": list(sources), "files_a_part": files_a_part, **job.describe()}
    if job.store.has(PLAN):
        _require_same(asked, json.loads(job.store.read(JOB)), job.store.root)
        return
    _require_fresh(job)
    job.store.write(MODEL, job.recognizer.content)
    job.store.write(JOB, json.dumps(asked, indent=2).encode() + b"\n")
    write_plan(job.store, list_sources(sources), files_a_part)


def _require_same(asked: dict[str, Any], before: dict[str, Any], folder: str) -> None:
    other = [key for key in asked if asked[key] != before.get(key)]
    if other:
        raise InputError(
            f"{folder} holds a job with another {' and '.join(other)}; ask for the same to carry "
            "it on, or name another folder"
        )


def _require_fresh(job: Job) -> None:
    if job.results.done():
        raise InputError(
            f"{job.store.root} holds tables but no plan of theirs; name another folder"
        )
