"""Data worker: writes shards of training samples and keeps a few ahead of the trainer, which deletes them.

  python3 -m speech.synthesize --seed 41 --out work/shards
"""
import os
import pickle
import time
from pathlib import Path

from command_line import add_vocabulary_option, make_parser

from .mel import FRAMES_PER_SECOND
from .samples import SampleMaker
from .tokens import BUNDLED_VOCABULARY

_POLL_SECONDS = 0.5


def write_shard(samples, path):
    """Pickle a list of samples; the name appears only when the file is complete."""
    unfinished = path.with_suffix(".unfinished")
    with open(unfinished, "wb") as file:
        pickle.dump(samples, file, protocol=4)
    os.rename(unfinished, path)


def main():
    parser = make_parser(__doc__)
    parser.add_argument("--seed", type=int, required=True, help="different for each worker")
    parser.add_argument("--out", type=Path, required=True, help="folder of the shards")
    parser.add_argument("--shards", type=int, default=100000, help="end after so many")
    parser.add_argument("--per-shard", type=int, default=256)
    parser.add_argument("--ahead", type=int, default=24, help="wait while the folder has more files than this")
    parser.add_argument("--seconds", type=float, help="speech per clip, up to 30 (default: mostly 4.5 to 8)")
    parser.add_argument("--random-words", type=float, default=0.25, help="share of random-word sentences")
    add_vocabulary_option(parser, BUNDLED_VOCABULARY)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    maker = SampleMaker(options.seed, random_words=options.random_words, vocabulary=options.vocabulary)
    for number in range(options.shards):
        while len(os.listdir(options.out)) > options.ahead:
            time.sleep(_POLL_SECONDS)
        started = time.time()
        samples = [maker.sample(options.seconds) for _ in range(options.per_shard)]
        write_shard(samples, options.out / f"seed{options.seed}-{number:05d}.pkl")
        if number % 10 == 0:
            speed = len(samples) / (time.time() - started)
            seconds = sum(sample.mel.shape[1] for sample in samples) / FRAMES_PER_SECOND
            print(f"shard {number}: {speed:.1f} samples/s, mean length {seconds / len(samples):.2f} s",
                  flush=True)


if __name__ == "__main__":
    main()
