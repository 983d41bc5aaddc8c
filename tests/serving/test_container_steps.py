"""Carries out the Containerfile without a container engine; needs a package index."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.serving.containerfile import ROOT, Instruction, files_of, instructions
from tests.serving.pictures import BYTES, DIGITS
from tests.serving.running import PATIENCE, metric, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="containers are Linux"),
]

# What Debian's smallest Python image has; anything more would have to be installed.
LIBRARIES = {"c", "dl", "gcc_s", "m", "pthread", "rt", "stdc++", "z"}
MOST_BYTES = 500 * 2**20
TOKEN = "token-of-the-test"


@dataclass
class Container:
    """A folder in the place of a container's root, a virtual environment in that of its Python.

    Attributes:
        root: the folder.
        here: where WORKDIR went.
        last: the latest instruction of each kind that only says something.
    """

    root: Path
    here: Path = field(init=False)
    last: dict[str, Instruction] = field(default_factory=dict)

    def carry_out(self, instruction: Instruction) -> None:
        match instruction.word:
            case "FROM":  # a stage's files lie beside those of the others
                self.here = self.root
            case "WORKDIR":
                self.here = self.inside(instruction.text)
                self.here.mkdir()
            case "COPY":
                *sources, target = instruction.words
                for source in sources:
                    self._copy(source, self.inside(target), "from" in instruction.options)
            case "RUN":
                command = re.sub(r"(?<==)/(?=\w)", f"{self.root}/", instruction.text)
                self.run("sh", "-c", command)
            case word:
                self.last[word] = instruction

    def inside(self, path: str) -> Path:
        return self.root / path.removeprefix("/") if path[0] == "/" else self.here / path

    def run(self, *command: str) -> None:
        subprocess.run(command, cwd=self.here, env=self.variables(), check=True)

    def variables(self, **more: str) -> dict[str, str]:
        """Those of this machine that are not about our own Python and project, and its own."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "INKDIGITS", "VIRTUAL_ENV", "COV"))
        }
        path = f"{self.root}/usr/local/bin{os.pathsep}{os.environ['PATH']}"
        return {**kept, "PATH": path, "HOME": str(self.root), **more}

    def files(self) -> set[Path]:
        return set((self.root / "usr").rglob("*"))

    def _copy(self, source: str, target: Path, from_stage: bool) -> None:
        if from_stage:
            shutil.copytree(self.inside(source), target, dirs_exist_ok=True)
            return
        for path in files_of(source):
            # A folder's content goes into the target, a file by its name.
            inner = path.relative_to(source) if (ROOT / source).is_dir() else path
            (target / inner).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, target / inner)


def the_bases_python() -> str:
    """The same version as in the base where this machine has it, or else the one that runs this."""
    version = re.search(r"python:([\d.]+)", instructions()[0].text)[1]
    found = shutil.which(f"python{version}")
    if found and subprocess.run([found, "--version"], capture_output=True).returncode == 0:
        return found
    return sys.executable


@pytest.fixture(scope="module")
def container() -> Iterator[Container]:
    with tempfile.TemporaryDirectory(prefix="container-") as folder:
        container = Container(Path(folder).resolve())
        python = container.root / "usr" / "local"
        subprocess.run([the_bases_python(), "-m", "venv", python], check=True)
        before = size_of(container.files())
        for instruction in instructions():
            container.carry_out(instruction)
        print(f"\ninstalled {(size_of(container.files()) - before) / 2**20:.0f} MiB")
        yield container


def size_of(files: set[Path]) -> int:
    return sum(file.stat().st_size for file in files if file.is_file())


@contextmanager
def started(container: Container, folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The process that the entry point starts on a free port, and where it answers."""
    with (folder / "log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [*container.last["ENTRYPOINT"].words, "--port", "0"],
            cwd=container.here,
            env=container.variables(
                INKDIGITS_TOKEN=TOKEN, INKDIGITS_WORKERS="2", TMPDIR=str(folder)
            ),
            stderr=log,
            executable=str(container.inside("/usr/local/bin/inkdigits")),
        )
        try:
            said = folder / "log"
            wait_until(lambda: "Ctrl-C" in said.read_text("utf-8"))
            port = re.search(r"http://0\.0\.0\.0:(\d+)/ ", said.read_text("utf-8"))[1]
            yield process, port
        finally:
            process.kill()
            process.wait()


def test_it_serves_as_the_file_says(container: Container, tmp_path: Path) -> None:
    before = container.files()
    with started(container, tmp_path) as (process, port):
        address = f"http://127.0.0.1:{port}"
        shown = {"Authorization": f"Bearer {TOKEN}"}
        with httpx.Client(base_url=address, headers=shown, timeout=PATIENCE) as client:
            assert client.get("/readyz").status_code == 200
            for picture, digit in DIGITS:
                answer = client.post("/v1/classify", content=picture.read_bytes(), headers=BYTES)
                assert answer.json()["results"][0]["digit"] == digit
            wait_until(lambda: metric(client, "inkdigits_batch_size_sum") == len(DIGITS))
            assert metric(client, "inkdigits_workers") == 2
            assert httpx.get(f"{address}/metrics", timeout=PATIENCE).status_code == 401
        check = container.last["HEALTHCHECK"].text.removeprefix("CMD ").replace("8000", port)
        container.run(*Instruction("CMD", {}, check).words)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    assert TOKEN not in (tmp_path / "log").read_text("utf-8")
    assert container.files() == before  # so its root may be read-only
    assert [file.name for file in tmp_path.iterdir()] == ["log"]  # nor did ONNX Runtime leave any


def test_it_is_small_and_the_base_has_what_it_needs(container: Container) -> None:
    files = container.files()
    assert size_of(files) < MOST_BYTES
    own = {file.name for file in files}
    libraries = [file for file in files if ".so" in file.name]
    listed = subprocess.run(["ldd", *libraries], capture_output=True, text=True).stdout
    wanted = set(re.findall(r"^\s(\S+) =>", listed, re.MULTILINE)) - own
    assert wanted
    assert {name.removeprefix("lib").partition(".so")[0] for name in wanted} <= LIBRARIES
