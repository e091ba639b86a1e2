"""Trains the speech model.  `speech.synthesize` workers must be writing shards meanwhile.

  python3 -m speech.train --shards work/shards --out work/speech --minutes 70
  python3 -m speech.train --shards work/shards --out work/speech --minutes 40 --resume work/speech/last.pt ...

--resume takes its tokens from the checkpoint and adds those of words that are new in the grammar.
"""
import math
import os
import random
import time
from pathlib import Path

import torch

from command_line import add_vocabulary_option, make_parser

from . import checkpoint, losses
from .batches import BatchSource, SamplePool, collate
from .helpers import GradientHelpers
from .local_heads import set_local_heads
from .network import Whisper
from .samples import SampleMaker
from .tokens import BUNDLED_VOCABULARY, Tokenizer
from .used_tokens import grammar_words, used_tokens

_LOG_EVERY = 25                         # steps
_AVERAGE_EVERY = 4
_SAVE_EVERY = 240                       # seconds


def make_optimizer(model, rate):
    """AdamW; weight decay on matrices only."""
    matrices, others = [], []
    for name, parameter in model.named_parameters():
        (matrices if parameter.ndim > 1 and name != "text_positions" else others).append(parameter)
    groups = [dict(params=matrices, weight_decay=0.01), dict(params=others, weight_decay=0.0)]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98), eps=1e-8, foreach=True)


def learning_rate(options, progress, steps):
    """Cosine over the whole time after a linear warm-up."""
    cosine = 0.5 * (1 + math.cos(math.pi * progress))
    rate = options.lr_end + (options.lr - options.lr_end) * cosine
    return rate * min(1.0, (steps + 1) / options.warmup)


def start_from_nothing(text_ids, vocabulary):
    """A network with random weights and local encoder heads."""
    model = Whisper(text_ids)
    maker = SampleMaker(5, vocabulary=vocabulary)
    clips = collate([maker.sample(3) for _ in range(16)], model.vocabulary, random.Random(3))
    set_local_heads(model, clips.mel, clips.frames)
    return model


class Training:
    """The network, its optimiser, its averaged weights and the counters that a checkpoint keeps."""

    def __init__(self, options):
        grammar_ids = used_tokens(Tokenizer(options.vocabulary), grammar_words())
        state = checkpoint.read(options.resume) if options.resume else None
        if state:
            text_ids = sorted({*state["text_ids"], *grammar_ids})
            self.model = Whisper(text_ids, **state["sizes"])
        else:
            self.model = start_from_nothing(grammar_ids, options.vocabulary)
        self.optimizer = make_optimizer(self.model, options.lr)
        self.step, self.seconds = 0, 0.0
        if state:
            self._restore(state, text_ids)
        else:
            self.averaged = {name: value.clone() for name, value in self.model.state_dict().items()}
        self.first_step = self.step

    def _restore(self, state, text_ids):
        self.step, self.seconds = state["step"], state["seconds"]
        weights = [checkpoint.with_more_tokens(state[key], state["text_ids"], self.model)
                   for key in ("model", "averaged")]
        self.model.load_state_dict(weights[0])
        self.averaged = {name: value.clone() for name, value in weights[1].items()}
        if text_ids == state["text_ids"]:
            self.optimizer.load_state_dict(state["optimizer"])
        else:
            print(len(text_ids) - len(state["text_ids"]), "new tokens; the optimiser starts anew", flush=True)

    def update(self, rate):
        """One optimiser step with the gradients that are there.  -> gradient norm"""
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        norm = torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        if torch.isfinite(norm):
            self.optimizer.step()
        self.step += 1
        if self.step % _AVERAGE_EVERY == 0:
            self._average()
        return norm.item()

    @torch.no_grad()
    def _average(self):
        keep = min(0.99, 1 - 10 / (self.step + 10))
        for name, value in self.model.state_dict().items():
            if value.dtype.is_floating_point:
                self.averaged[name].lerp_(value, 1 - keep)

    def save(self, path, seconds):
        checkpoint.save(path, self.model, self.averaged, self.optimizer, self.step, self.seconds + seconds)


class Log:
    """Means over 25 steps."""

    _NAMES = ("token", "phoneme", "alignment", "frame", "accuracy", "norm")

    def __init__(self):
        self._rows, self._time = [], time.time()

    def add(self, numbers, step, rate, clips, seconds):
        self._rows.append(numbers)
        if len(self._rows) == _LOG_EVERY:
            means = [sum(column) / len(self._rows) for column in zip(*self._rows)]
            text = " ".join(f"{name} {mean:.3f}" for name, mean in zip(self._NAMES, means))
            speed = len(self._rows) / (time.time() - self._time)
            print(f"{seconds / 60:5.1f} min step {step} rate {rate:.2e} {text} | {speed:.2f} steps/s "
                  f"{clips / max(seconds, 1):.1f} clips/s", flush=True)
            self._rows, self._time = [], time.time()


def train(options):
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    training = Training(options)
    model = training.model
    print(sum(parameter.numel() for parameter in model.parameters()), "parameters,",
          len(model.vocabulary.text_ids), "text tokens", flush=True)

    def make_source(source_rng):
        return BatchSource(SamplePool(options.shards, options.pool), model.vocabulary, source_rng,
                           options.frames, options.short_until, options.hidden_words)

    def backward(source, batch_rng, progress):
        batch, clips = source.next(progress)
        result = losses.compute(model, batch, batch_rng)
        result.total(progress, options.frame_losses).backward()
        return result.numbers(), clips

    model.share_memory()
    helpers = GradientHelpers(model, options.helpers, options.threads, options.seed, backward, make_source)
    helpers.start()
    source, log = make_source(rng), Log()
    started = saved = time.time()
    seen = 0
    while True:
        seconds = time.time() - started
        progress = seconds / (options.minutes * 60)
        steps = training.step - training.first_step
        if progress >= 1 or steps >= options.max_steps:
            break
        training.optimizer.zero_grad(set_to_none=True)
        numbers, clips = backward(source, rng, progress)
        seen += clips + helpers.collect(progress)[1]
        rate = learning_rate(options, progress, steps)
        norm = training.update(rate)
        log.add(numbers + [norm], training.step, rate, seen, seconds)
        if time.time() - saved > _SAVE_EVERY:
            training.save(options.out / "last.pt", seconds)
            saved = time.time()
    training.save(options.out / "last.pt", time.time() - started)
    helpers.stop()
    print(f"done: step {training.step}, {seen} clips, {(time.time() - started) / 60:.1f} min", flush=True)


def main():
    parser = make_parser(__doc__)
    parser.add_argument("--shards", nargs="+", type=Path, required=True, help="folders of the data workers")
    parser.add_argument("--out", type=Path, required=True, help="folder for last.pt")
    parser.add_argument("--minutes", type=float, default=70, help="length of the schedule")
    parser.add_argument("--max-steps", type=int, default=10 ** 9, help="end earlier")
    parser.add_argument("--resume", help="checkpoint to go on from")
    parser.add_argument("--lr", type=float, default=1.3e-3, help="highest learning rate")
    parser.add_argument("--lr-end", type=float, default=1.5e-5)
    parser.add_argument("--warmup", type=int, default=100, help="steps")
    parser.add_argument("--hidden-words", type=float, default=0.2,
                        help="share of hidden previous words at the start")
    parser.add_argument("--frame-losses", type=float, default=1.0,
                        help="factor of the phoneme and frame-token losses; 0 after import_onnx, which lacks them")
    parser.add_argument("--short-until", type=float, default=0.12, help="part of the time with short clips only")
    parser.add_argument("--pool", type=int, default=8000, help="samples kept in memory per process")
    parser.add_argument("--frames", type=int, default=4500, help="encoder frames per batch")
    parser.add_argument("--helpers", type=int, default=max(0, min(3, (os.cpu_count() or 1) - 1)),
                        help="further processes that compute gradients")
    parser.add_argument("--threads", type=int, default=1, help="per process")
    parser.add_argument("--seed", type=int, default=1)
    add_vocabulary_option(parser, BUNDLED_VOCABULARY)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
