"""What stands in a Containerfile and a .dockerignore, as far as ours go."""

import json
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Instruction:
    """An instruction.

    Attributes:
        word: its name, in capitals.
        options: those that begin with two dashes, by their names.
        text: what follows them.
    """

    word: str
    options: dict[str, str]
    text: str

    @property
    def words(self) -> list[str]:
        """The parts of the text: of a JSON list its strings, otherwise what blanks divide."""
        listed: list[str] = json.loads(self.text) if self.text[0] == "[" else self.text.split()
        return listed


def instructions() -> list[Instruction]:
    """Those of our Containerfile."""
    lines = (ROOT / "Containerfile").read_text("utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith("#"))
    found = []
    for line in text.replace("\\\n", "").splitlines():
        if line:
            word, _, rest = line.partition(" ")
            options = dict(re.findall(r"--([a-z-]+)=(\S+) ", re.match(r"(--\S+ )*", rest)[0]))
            found.append(Instruction(word, options, re.sub(r"^(--\S+ )*", "", rest)))
    return found


def is_ignored(path: PurePosixPath) -> bool:
    """Whether a file of the checkout is kept from a build; the last line that fits counts."""
    ignored = False
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        if line and line[0] != "#":
            pattern = _regex(line.removeprefix("!"))
            if any(pattern.fullmatch(str(one)) for one in (path, *path.parents)):
                ignored = line[0] != "!"
    return ignored


def files_of(source: str) -> list[PurePosixPath]:
    """The files that COPY finds at a source: paths from the checkout's root."""
    here = ROOT / source
    files = here.rglob("*") if here.is_dir() else [here]
    paths = [PurePosixPath(file.relative_to(ROOT).as_posix()) for file in files if file.is_file()]
    return [path for path in paths if not is_ignored(path)]


def _regex(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*)", pattern)
    meaning = {"**/": "(?:.*/)?", "*": "[^/]*"}
    return re.compile("".join(meaning.get(part) or re.escape(part) for part in parts))
