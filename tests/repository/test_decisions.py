"""Decisions have a number each, and the list of them names every page."""

import re
from collections import Counter
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs/decisions"
PAGES = sorted(page.name for page in FOLDER.glob("0*.md"))


def test_each_decision_has_a_number_of_its_own():
    numbers = Counter(name[:4] for name in PAGES)
    assert [number for number, times in numbers.items() if times > 1] == []
    assert all((FOLDER / name).read_text().startswith(f"# {name[:4]}. ") for name in PAGES)


def test_the_list_names_every_page_once():
    assert re.findall(r"\((0[^)]+\.md)\)", (FOLDER / "README.md").read_text()) == PAGES
