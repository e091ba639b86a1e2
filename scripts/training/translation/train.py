"""Trains one translation direction.

  python3 -m translation.train en-es --out work/en-es --steps 2400
  python3 -m translation.train es-en --out work/es-en --steps 2400 --start-from work/en-es --lr 1.5e-3

Writes OUT/vocab.spm (if it is not there) and OUT/model.pt.  The last 30 % of a run compute with int8 weights and
activations, as the engine does.  Without --minutes a run depends on its seed alone.
"""
import math
import random
import time
from pathlib import Path

import torch

from command_line import make_parser

from . import checkpoint
from .checkpoint import encode
from .lines import pair
from .make_vocabulary import make_vocabulary
from .network import FLOAT, INT8, INT8_RECORD, PAD, RECORD, Translator

_SORTED_BATCHES = 40                    # lines of so many batches are sorted by length
_TOKENS_PER_LINE = 22                   # of source and target together, on average
_FINAL_RATE = 1e-5
_LOG_EVERY = 100
_CHECK_EVERY = 500
_CHECKS = {                             # held-out lines that are translated now and then
    "sentences": (100, dict(kind="template", style="normal")),
    "speech style": (100, dict(kind="template", style="asr")),
    "names": (60, dict(kind="named", style="normal")),
}


def batches(rng, vocabulary, direction, lines_per_batch):
    """Endless (source, target) tensors padded with -1, lines of similar length together."""
    while True:
        lines = [tuple(encode(vocabulary, text) for text in pair(rng, *direction))
                 for _ in range(lines_per_batch * _SORTED_BATCHES)]
        lines.sort(key=lambda line: (len(line[1]), len(line[0])))
        groups, group, widest = [], [], 0
        for source, target in lines:
            widest = max(widest, len(source) + len(target))
            group.append((source, target))
            if len(group) * widest >= lines_per_batch * _TOKENS_PER_LINE:
                groups.append(group)
                group, widest = [], 0
        rng.shuffle(groups)
        for group in groups:
            yield tuple(_padded(side) for side in zip(*group))


def _padded(lines):
    longest = max(map(len, lines))
    return torch.tensor([line + [PAD] * (longest - len(line)) for line in lines])


def exact_share(model, vocabulary, rng, direction, count, **choices):
    """Share of held-out lines that are translated exactly."""
    lines = [pair(rng, *direction, split="test", cut="whole", noise="none", number="as is", **choices)
             for _ in range(count)]
    mode, model.mode = model.mode, FLOAT if model.mode == RECORD else INT8
    outputs = model.greedy([encode(vocabulary, source) for source, _ in lines])
    model.mode = mode
    return sum(vocabulary.decode(ids) == target for ids, (_, target) in zip(outputs, lines)) / count


def _report(model, vocabulary, direction):
    rng = random.Random(99)
    shares = {name: exact_share(model, vocabulary, rng, direction, count, **choices)
              for name, (count, choices) in _CHECKS.items()}
    text = ", ".join(f"{name} {share:.3f}" for name, share in shares.items())
    print("  held out, exact:", text, flush=True)


def train(options):
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed * 1000 + 17)
    direction = options.pair.split("-")
    options.out.mkdir(parents=True, exist_ok=True)
    if not (options.out / "vocab.spm").exists():
        make_vocabulary(options.pair, options.out / "vocab.spm")
    vocabulary = checkpoint.load_vocabulary(options.out)
    model = Translator(vocabulary.get_piece_size())
    if options.start_from:
        checkpoint.start_from(model, vocabulary, options.start_from)
    optimizer = torch.optim.Adam(model.parameters(), lr=options.lr, betas=(0.9, 0.98), eps=1e-9)
    print(sum(parameter.numel() for parameter in model.parameters()), "parameters", flush=True)
    started, mean_loss, lines = time.time(), None, 0
    for step, (source, target) in enumerate(batches(rng, vocabulary, direction, options.batch), start=1):
        seconds = time.time() - started
        progress = (step - 1) / options.steps
        if options.minutes:
            progress = max(progress, seconds / 60 / options.minutes)
        if progress >= 1:
            break
        if progress >= options.int8_from:
            model.mode = INT8_RECORD
        cosine = 0.5 + 0.5 * math.cos(math.pi * progress)
        rate = options.lr * min(1.0, step / options.warmup) * cosine + _FINAL_RATE
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad(set_to_none=True)
        loss = model.loss(source, target)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        lines += len(source)
        mean_loss = loss.item() if mean_loss is None else 0.98 * mean_loss + 0.02 * loss.item()
        if step % _LOG_EVERY == 0:
            print(f"step {step} ({100 * progress:.0f} %) loss {mean_loss:.4f} rate {rate:.2e} lines {lines} "
                  f"{seconds:.0f} s {model.mode}", flush=True)
        if step % _CHECK_EVERY == 0:
            _report(model, vocabulary, direction)
            checkpoint.save(options.out, model)
    checkpoint.save(options.out, model)
    print(f"done: {step - 1} steps, {lines} lines, loss {mean_loss:.3f}, {time.time() - started:.0f} s",
          flush=True)


def main():
    parser = make_parser(__doc__)
    parser.add_argument("pair", help='source and target language, for example "en-es"')
    parser.add_argument("--out", type=Path, required=True, help="folder of this direction")
    parser.add_argument("--steps", type=int, default=2400)
    parser.add_argument("--minutes", type=float, default=0, help="end by the clock, if that is earlier")
    parser.add_argument("--start-from", type=Path, help="folder of a trained direction")
    parser.add_argument("--lr", type=float, default=2e-3)
    parser.add_argument("--warmup", type=int, default=300, help="steps")
    parser.add_argument("--batch", type=int, default=72, help="average lines per batch")
    parser.add_argument("--int8-from", type=float, default=0.7, help="part of the run before int8 begins")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
