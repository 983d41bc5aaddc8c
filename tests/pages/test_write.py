import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inkdigits.data import load_dataset
from inkdigits.errors import InputError
from inkdigits.pages import make_page, write_pages


def test_each_picture_comes_with_its_truth(tmp_path: Path) -> None:
    digits = load_dataset("embedded").train
    paths = list(write_pages(digits, tmp_path / "out", "ruled", count=2, seed=5))
    assert [path.name for path in paths] == ["ruled-00005.png", "ruled-00006.png"]
    page = make_page(digits, "ruled", 6)
    with Image.open(paths[1]) as picture:
        assert np.array_equal(np.asarray(picture), page.picture)
    truth = json.loads(paths[1].with_suffix(".json").read_text("utf-8"))
    assert truth == {"file": "ruled-00006.png"} | page.to_json()
    assert truth["lines"][0]["text"] == page.lines[0].text


def test_what_cannot_be_made_is_told(tmp_path: Path) -> None:
    digits = load_dataset("embedded").train
    with pytest.raises(InputError, match="got category 'torn', wanted one of: plain, ruled, graph"):
        next(write_pages(digits, tmp_path, "torn", count=1))
    with pytest.raises(InputError, match="has no labels, and pages need digits whose labels"):
        next(write_pages(replace(digits, labels=None), tmp_path, "plain", count=1))
