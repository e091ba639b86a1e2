"""Reads the word lists and templates in data/ (plain text, one parallel entry per row or block)."""
from pathlib import Path

LANGUAGES = ("en", "es", "de", "fr")
DATA = Path(__file__).parent / "data"


def _lines(name):
    """Lines of a data file without comments; empty lines are kept, they separate blocks."""
    text = (DATA / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if not line.startswith("#")]


def _cells(line):
    cells = tuple(cell.strip() for cell in line.split("|"))
    if len(cells) != len(LANGUAGES):
        raise ValueError(f"{len(LANGUAGES)} columns expected: {line}")
    return cells


def read_table(name):
    """Rows `English | Spanish | German | French` -> list of 4-tuples."""
    return [_cells(line) for line in _lines(name) if line]


def read_blocks(name):
    """Blocks of four lines with an empty line between them -> list of 4-tuples."""
    blocks, block = [], []
    for line in _lines(name) + [""]:
        if line:
            block.append(line)
        elif block:
            if len(block) != len(LANGUAGES):
                raise ValueError(f"{len(LANGUAGES)} lines expected in a block of {name}: {block}")
            blocks.append(tuple(block))
            block = []
    return blocks


def read_sections(name):
    """`[section]` headings with table rows below them -> {section: list of 4-tuples}."""
    sections, rows = {}, None
    for line in _lines(name):
        if line.startswith("["):
            rows = sections.setdefault(line.strip("[]"), [])
        elif line:
            rows.append(_cells(line))
    return sections


NOUNS = read_table("nouns.txt")
COLOURS = read_table("colours.txt")
VERBS = read_table("verbs.txt")
OPENINGS = read_table("openings.txt")
PHRASES = read_table("phrases.txt")
SLOTS = read_sections("slots.txt")
TEMPLATES = read_blocks("templates.txt")
DEMO = read_blocks("demo.txt")
