"""How many pages a second an archive is read at: by one core, by all, and by nodes of a cluster.

Makes small pages (kept in the work folder), reads them by `inkdigits read --out` in every way in
turn, watches the memory, and writes the figures, a picture, and the tables in docs/scale.md. Takes
an hour and a half on two cores (50 minutes with --repeats 1); needs a quiet machine, Linux and
MNIST.

    python benchmarks/scale [--work FOLDER] [--pages 20000] [--few 2000] [--repeats 3]
"""

import argparse
import os
import sys
from pathlib import Path

from cluster import local_cluster
from job import Read, read_in_turn
from made_pages import break_some, make_pages
from picture import draw
from report import cost_table, pages_a_core_second, tables
from rows import named_as_broken, same_rows, share_right

from inkdigits.files import write_json
from inkdigits.recognizer import usable_cpus
from inkdigits.training import describe_environment

sys.path.append(str(Path(__file__).parent.parent))
from section import write_section

HERE = Path(__file__).parent
OUT = HERE.parent / "results" / "scale"
PAGE = HERE.parent.parent / "docs" / "scale.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--work", type=Path, default=Path("scale"), help="folder for the pages")
    parser.add_argument("--pages", type=int, default=20_000, help="of the long jobs")
    parser.add_argument("--few", type=int, default=2_000, help="of the others")
    parser.add_argument("--repeats", type=int, default=3, help="of the others")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the results")
    options = parser.parse_args()
    many = make_pages(options.work / "pages", options.pages)
    broken = break_some(many, options.pages)
    few = make_pages(options.work / "few", options.few)
    cores, load = usable_cpus(), os.getloadavg()[0]
    ways = [
        Read("one core", "local", 1),
        Read("all cores", "local", cores),
        Read("Ray, one core", "ray", 1),
        Read("Ray, all cores", "ray", cores),
    ]
    short = read_in_turn(ways, few, options.work, options.repeats)
    long = read_in_turn([ways[1], ways[3]], many, options.work, 1)
    outs = [way.out(options.work) for way in (ways[1], ways[3])]
    same, named = same_rows(*outs), [named_as_broken(out) for out in outs]
    right = share_right(outs[0], options.pages)
    with local_cluster(cores) as cluster:
        nodes = [Read(f"Ray, {cores} nodes of one core", "ray", cores, cluster.address)]
        short |= read_in_turn(nodes, few, options.work, options.repeats)
    document = {
        "environment": describe_environment(),
        "load_before": load,
        "cores": cores,
        "few": options.few,
        "pages": options.pages,
        "short": short,
        "long": long,
        "same": same,
        "broken": len(broken),
        "broken_named": named == [broken, broken],
        "right": right,
    }
    write_json(options.out / "scale.json", document)
    draw(document, options.out / "scale.png")
    lines = tables(document)
    if options.out == OUT:
        write_section(PAGE, "scale", ["", *lines, ""])
        a_core = pages_a_core_second(long[ways[3].name][0])
        write_section(PAGE, "cost", ["", *cost_table(a_core), ""])
    print("\n".join(lines))


if __name__ == "__main__":
    main()
