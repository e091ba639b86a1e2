"""Adds PyTorch's int8 translation to the lines of a test set, to compare the engine with.

  python3 -m translation.add_torch_output work/en-es sets/en-es.jsonl
"""
import json
from pathlib import Path

import torch

from command_line import make_parser

from .checkpoint import encode, load_model, load_vocabulary

_BATCH = 100


def main():
    parser = make_parser(__doc__)
    parser.add_argument("direction", type=Path, help="folder of a trained direction")
    parser.add_argument("test_set", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    model, vocabulary = load_model(options.direction), load_vocabulary(options.direction)
    rows = [json.loads(line) for line in options.test_set.read_text(encoding="utf-8").splitlines()]
    by_length = sorted(rows, key=lambda row: len(row["src"]))
    for start in range(0, len(rows), _BATCH):
        batch = by_length[start:start + _BATCH]
        for row, ids in zip(batch, model.greedy([encode(vocabulary, row["src"]) for row in batch])):
            row["torch"] = vocabulary.decode(ids)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    options.test_set.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
