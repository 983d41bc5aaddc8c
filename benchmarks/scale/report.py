"""The tables of docs/scale.md."""

from dataclasses import dataclass
from statistics import median
from typing import Any

Run = dict[str, Any]


@dataclass(frozen=True)
class Machine:
    """A machine to be had by the hour, at its list price."""

    name: str
    cores: int
    dollars_an_hour: float


MACHINE = Machine("c7i.16xlarge", 64, 2.856)
"""Amazon's, on demand, in us-east-1, with Linux; its cores are hyperthreads, as here."""


def tables(document: dict[str, Any]) -> list[str]:
    """How fast, how much memory, and where the time goes, as Markdown."""
    return [*_speed(document), "", *_memory(document), "", *_shares(document), "", _where(document)]


def cost_table(rate: float) -> list[str]:
    """What large archives cost at so many pages a second and core, as Markdown."""
    lines = [
        f"| pages | core-hours | on one {MACHINE.name} ({MACHINE.cores} cores) | on ten | price |",
        "|---|---|---|---|---|",
    ]
    for pages in (10**7, 10**9):
        hours = pages / rate / 3600
        alone = hours / MACHINE.cores
        price = alone * MACHINE.dollars_an_hour
        words = f"{pages // 10**6:,} million"
        lines.append(
            f"| {words} | {hours:,.0f} | {alone:,.1f} h | {alone / 10:,.1f} h | {price:,.0f} US-$ |"
        )
    return lines


def rates(runs: list[Run]) -> list[float]:
    """Pages a second of each run."""
    return [run["pages_a_second"] for run in runs]


def pages_a_core_second(run: Run) -> float:
    """Pages for each second that a run had one of its cores."""
    had = run["workers"] * run["seconds"] - run["stolen_seconds"]
    return float(run["pages"] / had)


def peak(runs: list[Run], *kinds: str) -> float:
    """Most MiB that processes of these kinds had at a time, the median over the runs."""
    return median(max(sum(look[kind] for kind in kinds) for look in run["memory"]) for run in runs)


def _speed(document: dict[str, Any]) -> list[str]:
    one = median(map(pages_a_core_second, document["short"]["one core"]))
    lines = [
        "| read by | pages | pages a second | taken away | each second of a core | of one core's |",
        "|---|---|---|---|---|---|",
    ]
    for part, count in (("short", document["few"]), ("long", document["pages"])):
        for name, runs in document[part].items():
            found = rates(runs)
            spread = f" ({min(found):.1f} to {max(found):.1f})" if len(found) > 1 else ""
            own = median(map(pages_a_core_second, runs))
            cells = [f"{name} | {count:,} | {median(found):.1f}{spread}"]
            cells.append(f"{100 * median(map(_stolen_share, runs)):.0f} %")
            cells += [f"{own:.1f} pages", f"{100 * own / one:.0f} %"]
            lines.append(f"| {' | '.join(cells)} |")
    return lines


def _stolen_share(run: Run) -> float:
    """Of the time of the cores that a run was to have, what the host gave to other machines."""
    return float(run["stolen_seconds"] / (run["workers"] * run["seconds"]))


def _memory(document: dict[str, Any]) -> list[str]:
    lines = [
        "| read by | pages | driver | a worker | Ray's own | all together, at most |",
        "|---|---|---|---|---|---|",
    ]
    for part, count in (("short", document["few"]), ("long", document["pages"])):
        for name, runs in document[part].items():
            if "nodes" in name:
                continue  # the nodes' processes are not the job's
            kinds = [peak(runs, kind) for kind in ("driver", "workers", "ray")]
            kinds[1] /= max(1, max(look["processes"] for look in runs[0]["memory"]))
            whole = peak(runs, "driver", "workers", "ray")
            cells = (f"{size:,.0f} MiB" for size in (*kinds, whole))
            lines.append(f"| {name} | {count:,} | {' | '.join(cells)} |")
    return lines


def _shares(document: dict[str, Any]) -> list[str]:
    lines = [
        "| read by | waiting for bytes | decoding | reading | writing |",
        "|---|---|---|---|---|",
    ]
    for name, runs in document["long"].items():
        spent = runs[0]["worker_seconds"]
        whole = sum(spent.values())
        cells = (f"{100 * part / whole:.1f} %" for part in spent.values())
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def _where(document: dict[str, Any]) -> str:
    machine = document["environment"]
    same = "the same rows" if document["same"] else "NOT the same rows"
    named = "these alone are" if document["broken_named"] else "NOT these alone are"
    runs = len(document["short"]["one core"])
    repeats = "once" if runs == 1 else f"{runs} times"
    right = f"{100 * document['right']:.1f} %"
    return (
        f"The jobs of {document['few']:,} pages {repeats} each, the long ones once. Both of those "
        f"wrote {same}. {document['broken']} files among their pages were broken: {named} in the "
        f"table of errors, each with its reason. Of the numbers, {right} were read right to the "
        f"last digit. "
        f"{machine['processor']}, {document['cores']} cores; load before: "
        f"{document['load_before']:.1f}."
    )
