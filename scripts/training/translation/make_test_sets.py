"""Writes held-out test sets, JSON lines with pair, set, src and ref.

  python3 -m translation.make_test_sets OUT           OUT/<pair>.jsonl, OUT/pivot-<pair>.jsonl (through English)
  python3 -m translation.make_test_sets OUT --small   100 lines per direction

Template sentences come from the 5 % of the grammar that training never sees, names are invented with other
seeds; fixed phrases and random words have no held-out part.
"""
import json
import random
import zlib
from pathlib import Path

from command_line import make_parser

from . import PAIRS
from .lines import pair

_UNCHANGED = dict(cut="whole", noise="none", number="as is", count=1)


def _choices(**changes):
    return {**_UNCHANGED, "kind": "template", "style": "normal", **changes}


SETS = {                                # name: (lines, lines in the small sets, choices of lines.pair)
    "sentences": (500, 50, _choices()),
    "speech": (500, 20, _choices(style="asr")),
    "several": (100, 5, _choices(count=3)),
    "several-speech": (100, 0, _choices(count=2, style="asr")),
    "no-end-mark": (100, 0, _choices(style="noend")),
    "names": (100, 5, _choices(kind="named")),
    "names-speech": (60, 0, _choices(kind="named", style="asr")),
    "digits": (100, 4, _choices(number="digits")),
    "other-numbers": (100, 4, _choices(number="other")),
    "spelled-numbers": (100, 0, _choices(number="spell", style="asr")),
    "phrases": (40, 4, _choices(kind="short")),
    "phrases-speech": (40, 0, _choices(kind="short", style="asr")),
    "random-words": (100, 0, _choices(kind="random")),
    "cut-off": (100, 4, _choices(cut="prefix")),
    "clause": (100, 4, _choices(cut="clause")),
    "typo": (100, 0, _choices(noise="typo")),
    "dropped-word": (100, 0, _choices(noise="drop")),
}
# what makes a line of these sets different; lines where it changes nothing are left out
_FEATURE = {"cut-off": "cut", "clause": "cut", "typo": "noise", "dropped-word": "noise",
            "spelled-numbers": "number"}
_PIVOTS = ("es-de", "es-fr", "de-es", "de-fr", "fr-es", "fr-de")
_PIVOT_LINES = 300


def _shows_feature(name, choices, source, direction, seed):
    if name in ("digits", "other-numbers"):
        return any(char.isdigit() for char in source)
    if name not in _FEATURE:
        return True
    feature = _FEATURE[name]
    plain = {**choices, feature: _UNCHANGED[feature]}
    return pair(random.Random(seed), *direction, split="test", **plain)[0] != source


def build(language_pair, name, count, choices):
    """Up to `count` different lines of one set."""
    direction = language_pair.split("-")
    rows, seen = [], set()
    for number in range(count * 400):
        if len(rows) == count:
            break
        seed = zlib.crc32(f"{language_pair} {name} {number}".encode()) + 5
        source, target = pair(random.Random(seed), *direction, split="test", **choices)
        if source not in seen and _shows_feature(name, choices, source, direction, seed):
            seen.add(source)
            rows.append({"pair": language_pair, "set": name, "src": source, "ref": target})
    return rows


def _write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def main():
    parser = make_parser(__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--pairs", default=",".join(PAIRS))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for language_pair in options.pairs.split(","):
        rows = []
        for name, (count, small_count, choices) in SETS.items():
            rows += build(language_pair, name, small_count if options.small else count, choices)
        _write(options.out / f"{language_pair}.jsonl", rows)
    if not options.small:
        for language_pair in _PIVOTS:
            rows = build(language_pair, "sentences", _PIVOT_LINES, SETS["sentences"][2])
            _write(options.out / f"pivot-{language_pair}.jsonl", rows)


if __name__ == "__main__":
    main()
