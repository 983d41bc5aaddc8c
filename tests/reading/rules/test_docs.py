import doctest
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_the_examples_of_the_rules_page_give_what_stands_there():
    result = doctest.testfile(str(ROOT / "docs" / "rules.md"), module_relative=False)
    assert result.attempted > 20
    assert result.failed == 0
