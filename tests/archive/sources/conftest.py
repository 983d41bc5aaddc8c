import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

FILES = {
    "b/page10.png": b"ten",
    "b/page2.png": b"two",
    "a.jpg": b"first",
    "c.tif": b"last",
    "notes.doc": b"no image",
    ".hidden.png": b"hidden",
    "b/.cache/x.png": b"hidden too",
}
IMAGES = {name: FILES[name] for name in ("a.jpg", "b/page2.png", "b/page10.png", "c.tif")}
"""Those that are images by their names, in natural order."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """FILES, in a folder."""
    for name, content in FILES.items():
        path = tmp_path / "scans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "scans"


def write_zip(path: Path, files: dict[str, bytes]) -> Path:
    """A .zip of these files, in their order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def write_tar(path: Path, files: dict[str, bytes]) -> Path:
    """A .tar of these files, in their order, compressed as the ending says."""
    mode = {".tar": "w", ".tgz": "w:gz", ".xz": "w:xz"}[path.suffix]
    with tarfile.open(path, mode) as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, BytesIO(content))
    return path
