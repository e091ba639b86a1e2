"""Writes a SenseVoice of a few kilobytes that hears tones, for the tests of sherpa-onnx's OfflineRecognizer.

  python3 make_sense_voice.py OUT      OUT/model.onnx, OUT/tokens.txt

Nothing is trained: every number is written down here. The same command writes the same bytes. See README.md.
"""
import argparse
from pathlib import Path

import numpy as np
from onnx import TensorProto

from make_transducer import BINS_PER_WORD, LOUD, MEL_BINS, Graph

WORDS = ("▁low", "▁mid", "▁high", "▁top")
LANGUAGES = ("en", "ja")
TOKENS = ("<blk>", *(f"<|{language}|>" for language in LANGUAGES), "<|NEUTRAL|>", "<|Speech|>", "<|woitn|>", *WORDS)
FEELING = [TOKENS.index(token) for token in ("<|NEUTRAL|>", "<|Speech|>", "<|woitn|>")]

# What the library asks with, by what the file says: 0 to find the language, else which one is spoken.
AUTO, FIRST_LANGUAGE = 0, 3

# Each step of the model sees seven feature frames and begins six after the one before. It looks at the middle one.
WINDOW, SHIFT = 7, 6
MIDDLE = WINDOW // 2 * MEL_BINS

WORD_LOGIT, BLANK_LOGIT, TAG_LOGIT = 10, 5, 20


def one_hot(token):
    return np.eye(len(TOKENS))[TOKENS.index(token)]


def write_model(file):
    """Four steps of tags, the first of which is the language; then a word where a tone begins.

    With no language asked for, a sound whose loudest moment is low is English, any other one Japanese.
    """
    graph = Graph()
    frame = graph.slice("x", MIDDLE, MIDDLE + MEL_BINS, 2)
    shape = graph.constant([0, 0, len(WORDS), BINS_PER_WORD], np.int64)
    level = graph.add("ReduceMax", graph.add("Reshape", frame, shape), axes=[3], keepdims=0)
    loudest = graph.add("ReduceMax", level, axes=[2], keepdims=1)
    loud = graph.add("Cast", graph.add("Greater", loudest, graph.constant(LOUD)), to=TensorProto.FLOAT)
    below = graph.add("Cast", graph.add("Less", level, loudest), to=TensorProto.FLOAT)
    one = graph.constant(1)
    dominant = graph.add("Sub", one, below)
    history = graph.add("Pad", loud, graph.constant([0, 1, 0, 0, 0, 0], np.int64))
    begins = graph.add("Mul", loud, graph.add("Sub", one, graph.slice(history, 0, -1, 1)))
    words = np.stack([one_hot(word) * WORD_LOGIT for word in WORDS])
    written = graph.add("MatMul", graph.add("Mul", begins, dominant), graph.constant(words))
    spoken = graph.add("Add", written, graph.constant(one_hot("<blk>") * BLANK_LOGIT))

    highest = graph.add("ReduceMax", level, axes=[1], keepdims=0)
    low = graph.slice(highest, 0, 1, 1)
    is_other = graph.add("Greater", graph.add("ReduceMax", highest, axes=[1], keepdims=1), low)
    found = graph.add("Squeeze", graph.add("Cast", is_other, to=TensorProto.INT64), graph.constant([1], np.int64))
    asked = graph.add("Cast", "language", to=TensorProto.INT64)
    told = graph.add("Sub", asked, graph.constant([FIRST_LANGUAGE], np.int64))
    is_auto = graph.add("Equal", asked, graph.constant([AUTO], np.int64))
    language = graph.add("Where", is_auto, found, told)
    tags = np.stack([one_hot(f"<|{name}|>") * TAG_LOGIT for name in LANGUAGES])
    first = graph.add("Unsqueeze", graph.add("Gather", graph.constant(tags), language, axis=0),
                      graph.constant([1], np.int64))
    others = graph.constant(np.stack([np.eye(len(TOKENS))[index] * TAG_LOGIT for index in FEELING])[None])
    graph.add("Concat", first, others, spoken, out="logits", axis=1)
    count = [TensorProto.INT32, ["N"]]
    graph.write(
        file,
        inputs=[("x", TensorProto.FLOAT, ["N", "T", WINDOW * MEL_BINS]), ("x_length", *count), ("language", *count),
                ("text_norm", *count)],
        outputs=[("logits", TensorProto.FLOAT, ["N", "steps", len(TOKENS)])],
        metadata={"model_type": "sense_voice_ctc", "version": 1, "model_author": "Overlingo",
                  "comment": "hand-made test model: hears tones, not speech", "vocab_size": len(TOKENS),
                  "lfr_window_size": WINDOW, "lfr_window_shift": SHIFT, "normalize_samples": 1,
                  "neg_mean": ",".join(["0"] * WINDOW * MEL_BINS), "inv_stddev": ",".join(["1"] * WINDOW * MEL_BINS),
                  "lang_auto": AUTO, "lang_zh": AUTO, "lang_yue": AUTO, "lang_ko": AUTO,
                  **{f"lang_{name}": FIRST_LANGUAGE + index for index, name in enumerate(LANGUAGES)},
                  "with_itn": 1, "without_itn": 2})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    write_model(out / "model.onnx")
    lines = (f"{token} {number}\n" for number, token in enumerate(TOKENS))
    (out / "tokens.txt").write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
