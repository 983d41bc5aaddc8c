import pytest

from inkdigits.archive import Store
from inkdigits.archive._plan import MOST_BYTES, PLAN, Part, find_parts, load_part, write_plan
from inkdigits.archive.sources import Item, Kind, Listed
from inkdigits.errors import InputError


def listed(*names: str, kind: Kind = "files", container: str = "", size: int = 1) -> list[Listed]:
    return [Listed(kind, container, Item(name, size, at)) for at, name in enumerate(names)]


def parts_of(store: Store, found: list[Listed], files_a_part: int = 2) -> list[Part]:
    write_plan(store, found, files_a_part)
    return [load_part(store, place) for place in find_parts(store)]


@pytest.fixture
def store(tmp_path: object) -> Store:
    return Store(str(tmp_path))


def test_files_are_cut_into_parts_in_their_order(store: Store) -> None:
    parts = parts_of(store, listed("a", "b", "c", "d", "e"))
    assert [[item.name for item in part.items] for part in parts] == [["a", "b"], ["c", "d"], ["e"]]


def test_a_part_comes_back_as_it_was_written(store: Store) -> None:
    item = Item("naïve\n\udcff.png", 10**12, 7, "gone")
    (part,) = parts_of(store, [Listed("zip", "box.zip", item)])
    assert part == Part("zip", "box.zip", (item,))


def test_archives_have_parts_of_their_own(store: Store) -> None:
    found = [
        *listed("a"),
        *listed("x", "y", kind="tar", container="one.tar"),
        *listed("z", kind="tar", container="two.tar"),
        *listed("b"),
    ]
    parts = parts_of(store, found, 9)
    assert [part.container for part in parts] == ["", "one.tar", "two.tar", ""]


def test_few_files_have_small_parts_and_many_have_large_ones(store: Store) -> None:
    names = [str(number) for number in range(20_000)]
    sizes = [len(part.items) for part in parts_of(store, listed(*names), 256)]
    assert sizes[:32] == [8] * 32  # 256 files: the next may have one more
    assert sizes[32:37] == [8, 8, 8, 8, 9]
    assert sizes[-1] <= sizes[-2] == 256
    assert sizes[:-1] == sorted(sizes[:-1])
    assert sum(sizes) == 20_000


def test_parts_of_a_table_are_large_from_the_first(store: Store) -> None:
    names = [str(number) for number in range(300)]
    parts = parts_of(store, listed(*names, kind="parquet", container="scans.parquet"), 256)
    assert [len(part.items) for part in parts] == [256, 44]


def test_a_part_of_large_files_has_fewer(store: Store) -> None:
    parts = parts_of(store, listed("a", "b", "c", size=MOST_BYTES // 2), 100)
    assert [len(part.items) for part in parts] == [2, 1]


def test_a_file_larger_than_a_part_may_be_has_one_for_itself(store: Store) -> None:
    parts = parts_of(store, listed("a", "b", size=MOST_BYTES + 1), 100)
    assert [len(part.items) for part in parts] == [1, 1]


def test_parts_are_named_and_counted_without_their_files(store: Store) -> None:
    write_plan(store, listed("a", "b", "c"), 2)
    places = list(find_parts(store))
    assert [(place.name, place.files) for place in places] == [
        ("part-000000", 2),
        ("part-000001", 1),
    ]


def test_a_damaged_plan_is_told_with_its_line(store: Store) -> None:
    write_plan(store, listed("a", "b", "c"), 1)
    lines = store.read(PLAN).splitlines(keepends=True)
    store.write(PLAN, b"".join([lines[0], b"{}\n", lines[2]]))
    with pytest.raises(InputError, match=r"plan.jsonl: damaged in line 2; remove the folder"):
        list(find_parts(store))
    store.write(PLAN, b"".join([lines[0], lines[1].replace(b"kind", b"mind")]))
    with pytest.raises(InputError, match=r"plan.jsonl: damaged in line 2; remove the folder"):
        load_part(store, list(find_parts(store))[1])
