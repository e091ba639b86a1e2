"""Writes a streaming transducer of a few kilobytes that hears tones, for the tests of sherpa-onnx's OnlineRecognizer.

  python3 make_transducer.py OUT       OUT/{encoder,decoder,joiner}.onnx, OUT/tokens.txt, OUT/long-chunks/encoder.onnx,
                                       OUT/offline/encoder.onnx

Nothing is trained: every number is written down here. The same command writes the same bytes. See README.md.
"""
import argparse
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

# One word for each quarter of the mel scale, from low to high. The third has two tokens, so that the decoder network
# matters. As in most published streaming models the tokens know capital letters only.
WORDS = (("▁LOW",), ("▁MID",), ("▁HI", "GH"), ("▁TOP",))
TOKENS = ("<blk>", "<sos/eos>", "<unk>") + tuple(token for word in WORDS for token in word)
BLANK = 0

# sherpa-onnx gives natural logarithms of the energy in 80 mel bins, every 10 ms: about -16 in digital silence, above
# 0 in the loudest bin of a tone with an amplitude of 0.1.
MEL_BINS = 80
BINS_PER_WORD = MEL_BINS // len(WORDS)
LOUD = 0.0

# Feature frames for each output of the encoder. sherpa-onnx takes this for granted.
SUBSAMPLING = 4

# Logits: a word wins over a blank, the rest of a word over everything.
BLANK_LOGIT, WORD_LOGIT, CONTINUATION_LOGIT = 5, 10, 20

# (frames that the encoder gets, frames by which it moves on): those of published zipformer models. The difference is
# the look-ahead.
SHORT_CHUNKS = (45, 32)
LONG_CHUNKS = (141, 128)

# The newest operator set that python3-onnx 1.12 and all ONNX Runtimes of the last years have in common.
OPSET = 13
IR_VERSION = 8


class Graph:
    """Collects the nodes and constants of one ONNX file."""

    def __init__(self):
        self._nodes, self._constants = [], []

    def constant(self, values, dtype=np.float32):
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.array(values, dtype), name))
        return name

    def add(self, operator, *inputs, out=None, **attributes):
        out = out or f"{operator.lower()}{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [out], **attributes))
        return out

    def slice(self, tensor, start, end, axis):
        bounds = [self.constant([value], np.int64) for value in (start, end, axis)]
        return self.add("Slice", tensor, *bounds)

    def write(self, file, inputs, outputs, metadata):
        """inputs, outputs: in the order in which sherpa-onnx passes and takes them, which goes by position."""
        describe = [[helper.make_tensor_value_info(*value) for value in values] for values in (inputs, outputs)]
        graph = helper.make_graph(self._nodes, "tiny-transducer", *describe, self._constants)
        opsets = [helper.make_opsetid("", OPSET)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION,
                                  producer_name="make_transducer.py")
        helper.set_model_props(model, {key: str(value) for key, value in metadata.items()})
        checker.check_model(model, full_check=True)
        file.parent.mkdir(parents=True, exist_ok=True)
        save(model, str(file))
        print(f"{file}: {file.stat().st_size} bytes")


def hear_tones(graph, energies, steps):
    """A constant 1, which steps are loud, and which tone is the loudest in each."""
    shape = graph.constant([0, steps, SUBSAMPLING, len(WORDS), BINS_PER_WORD], np.int64)
    bands = graph.add("ReduceMax", graph.add("Reshape", energies, shape), axes=[4], keepdims=0)
    level = graph.add("ReduceMean", bands, axes=[2], keepdims=0)
    loudest = graph.add("ReduceMax", level, axes=[2], keepdims=1)
    loud = graph.add("Cast", graph.add("Greater", loudest, graph.constant(LOUD)), to=TensorProto.FLOAT)
    below = graph.add("Cast", graph.add("Less", level, loudest), to=TensorProto.FLOAT)
    one = graph.constant(1)
    dominant = graph.add("Sub", one, below)
    return one, loud, dominant


def write_first_tokens(graph, begins, dominant):
    """The first token of the word that begins, as what the encoder says."""
    first_tokens = np.zeros((len(WORDS), len(TOKENS)))
    for row, word in enumerate(WORDS):
        first_tokens[row, TOKENS.index(word[0])] = WORD_LOGIT
    graph.add("MatMul", graph.add("Mul", begins, dominant), graph.constant(first_tokens), out="encoder_out")


def write_encoder(file, frames, shift):
    """Energies to the word that begins, once in each stretch of sound: in its second step, when its pitch is clear.

    The states of sherpa-onnx's `lstm` models carry whether the last step (h) and the one before it (c) were loud. So
    the text is right only where every stream gets back its own states.
    """
    graph = Graph()
    steps = shift // SUBSAMPLING
    # The look-ahead is waited for and not looked at.
    chunk = graph.slice("x", 0, shift, 1)
    one, loud, dominant = hear_tones(graph, chunk, steps)

    states = [graph.add("Transpose", state, perm=[1, 0, 2]) for state in ("c0", "h0")]
    history = graph.add("Concat", *states, loud, axis=1)
    quiet_before = graph.add("Sub", one, graph.slice(history, 0, steps, 1))
    loud_twice = graph.add("Mul", loud, graph.slice(history, 1, steps + 1, 1))
    begins = graph.add("Mul", loud_twice, quiet_before)

    write_first_tokens(graph, begins, dominant)
    graph.add("Transpose", graph.slice(history, steps + 1, steps + 2, 1), out="next_h0", perm=[1, 0, 2])
    graph.add("Transpose", graph.slice(history, steps, steps + 1, 1), out="next_c0", perm=[1, 0, 2])

    state = [1, "N", 1]
    graph.write(
        file,
        inputs=[("x", TensorProto.FLOAT, ["N", frames, MEL_BINS]), ("h0", TensorProto.FLOAT, state),
                ("c0", TensorProto.FLOAT, state)],
        outputs=[("encoder_out", TensorProto.FLOAT, ["N", steps, len(TOKENS)]), ("next_h0", TensorProto.FLOAT, state),
                 ("next_c0", TensorProto.FLOAT, state)],
        metadata={"model_type": "lstm", "version": 1, "model_author": "Overlingo",
                  "comment": "hand-made test model: hears tones, not speech", "num_encoder_layers": 1, "T": frames,
                  "decode_chunk_len": shift, "rnn_hidden_size": 1, "d_model": 1})


def write_offline_encoder(file):
    """The same for a whole sound, as the encoders of zipformer models that do not stream: no states, and lengths instead."""
    graph = Graph()
    # What is left over of the last step is not looked at.
    frames = graph.slice(graph.add("Shape", "x"), 1, 2, 0)
    factor = graph.constant([SUBSAMPLING], np.int64)
    steps = graph.add("Div", frames, factor)
    whole = graph.add("Slice", "x", graph.constant([0], np.int64), graph.add("Mul", steps, factor),
                      graph.constant([1], np.int64))
    one, loud, dominant = hear_tones(graph, whole, -1)

    history = graph.add("Pad", loud, graph.constant([0, 2, 0, 0, 0, 0], np.int64))
    end = np.iinfo(np.int64).max
    quiet_before = graph.add("Sub", one, graph.slice(history, 0, -2, 1))
    loud_twice = graph.add("Mul", graph.slice(history, 1, -1, 1), graph.slice(history, 2, end, 1))
    begins = graph.add("Mul", loud_twice, quiet_before)
    write_first_tokens(graph, begins, dominant)
    graph.add("Div", "x_lens", factor, out="encoder_out_lens")
    graph.write(
        file,
        inputs=[("x", TensorProto.FLOAT, ["N", "T", MEL_BINS]), ("x_lens", TensorProto.INT64, ["N"])],
        outputs=[("encoder_out", TensorProto.FLOAT, ["N", "steps", len(TOKENS)]),
                 ("encoder_out_lens", TensorProto.INT64, ["N"])],
        metadata={"model_type": "zipformer2", "version": 1, "model_author": "Overlingo",
                  "comment": "hand-made test model: hears tones, not speech"})


def write_decoder(file):
    """The last two tokens to what must follow: the rest of a word that has begun."""
    graph = Graph()
    following = np.zeros((len(TOKENS), len(TOKENS)))
    for word in WORDS:
        for token, after in zip(word, word[1:]):
            following[TOKENS.index(token), TOKENS.index(after)] = CONTINUATION_LOGIT
    # Only the last one counts. Before the first word sherpa-onnx fills up with -1 and the blank.
    last = graph.add("Squeeze", graph.slice("y", 1, 2, 1), graph.constant([1], np.int64))
    graph.add("Gather", graph.constant(following), last, out="decoder_out", axis=0)
    graph.write(file, inputs=[("y", TensorProto.INT64, ["N", 2])],
                outputs=[("decoder_out", TensorProto.FLOAT, ["N", len(TOKENS)])],
                metadata={"context_size": 2, "vocab_size": len(TOKENS)})


def write_joiner(file):
    """The sum of both; where neither says anything, the blank wins."""
    graph = Graph()
    blank = np.zeros(len(TOKENS))
    blank[BLANK] = BLANK_LOGIT
    graph.add("Add", graph.add("Add", "encoder_out", "decoder_out"), graph.constant(blank), out="logit")
    logits = (TensorProto.FLOAT, ["N", len(TOKENS)])
    graph.write(file, inputs=[("encoder_out", *logits), ("decoder_out", *logits)], outputs=[("logit", *logits)],
                metadata={"joiner_dim": len(TOKENS)})


def write_tokens(file):
    lines = (f"{token} {number}\n" for number, token in enumerate(TOKENS))
    file.write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"{file}: {file.stat().st_size} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    write_encoder(out / "encoder.onnx", *SHORT_CHUNKS)
    write_encoder(out / "long-chunks" / "encoder.onnx", *LONG_CHUNKS)
    write_offline_encoder(out / "offline" / "encoder.onnx")
    write_decoder(out / "decoder.onnx")
    write_joiner(out / "joiner.onnx")
    write_tokens(out / "tokens.txt")


if __name__ == "__main__":
    main()
