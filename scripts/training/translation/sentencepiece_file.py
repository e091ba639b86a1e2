"""Writes a SentencePiece unigram model from given pieces and scores.

The header fields (normalisation table, special ids) are taken from a throw-away model that the SentencePiece
trainer makes; of the protobuf format only length-delimited fields are needed.
"""
import struct
import tempfile
import unicodedata
from pathlib import Path

import sentencepiece

from protobuf import bytes_field, varint

SPACE = "\u2581"
_NORMAL, _UNKNOWN, _CONTROL = 1, 2, 3   # kinds of pieces
_NORMALIZER_SPEC = 3                    # field of ModelProto
_RULE_FILE = 6                          # field of NormalizerSpec: the path of the rule file
_SCORE_TAG = b"\x15"                    # field 2 of a piece, a 32-bit float
_KIND_TAG = b"\x18"                     # field 3 of a piece, an integer
_SAME_AS = {
    "'": "\u2018\u2019\u201b\u02bc\u00b4", '"': "\u201c\u201d\u201e", "-": "\u2013\u2014\u2010\u2011\u2212",
    " ": "\u00a0\u202f\u2009\u2007\u3000\t\n\r", "...": "\u2026", ".": "\u3002", ",": "\u3001",
    "": "\u200b\u200c\u200d\ufeff\u00ad\ufe0e\ufe0f",
}
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_FULL_WIDTH_OFFSET = 0xFEE0
_ACCENTS = "\u0300\u0301\u0302\u0303\u0308\u0327"


def normalisation_rules():
    """(from, to) texts: curly quotes, dashes, spaces, full-width ASCII, combining accents.

    A small table instead of SentencePiece's 240 KB nmt_nfkc map.
    """
    rules = {char: plain for plain, chars in _SAME_AS.items() for char in chars}
    rules.update((chr(code), chr(code - _FULL_WIDTH_OFFSET)) for code in _FULL_WIDTH)
    pairs = sorted(rules.items())
    for base in "aeiouyncAEIOUYNC":
        for accent in _ACCENTS:
            composed = unicodedata.normalize("NFC", base + accent)
            if len(composed) == 1:
                pairs.append((base + accent, composed))
    return pairs


def piece_field(text, score, kind=_NORMAL):
    """One piece as a field of the model file."""
    body = bytes_field(1, text.encode()) + _SCORE_TAG + struct.pack("<f", score)
    if kind != _NORMAL:
        body += _KIND_TAG + varint(kind)
    return bytes_field(1, body)


def special_pieces():
    """</s> 0 and <unk> 1, as the engine expects them."""
    return piece_field("</s>", 0.0, _CONTROL) + piece_field("<unk>", 0.0, _UNKNOWN)


def write_model(path, pieces):
    """pieces: [(text, log probability)], the order gives the ids from 2 on."""
    body = special_pieces() + b"".join(piece_field(text, score) for text, score in pieces)
    Path(path).write_bytes(body + _normaliser([text for text, _ in pieces]))


def _normaliser(texts):
    """The normalisation field of a model with these pieces."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, rules, prefix = (str(Path(folder, name)) for name in ("corpus.txt", "rules.tsv", "model"))
        Path(corpus).write_text("\n".join(text.replace(SPACE, "") for text in texts), encoding="utf-8")
        Path(rules).write_text("".join(
            f"{_code_points(source)}\t{_code_points(target)}\n" for source, target in normalisation_rules()))
        # no byte fallback: fxtranslate 0.4.2 prints byte pieces literally ("<0xE2>")
        sentencepiece.SentencePieceTrainer.train(
            input=corpus, model_prefix=prefix, vocab_size=len(texts) + 2, hard_vocab_limit=False,
            model_type="unigram", character_coverage=1.0, normalization_rule_tsv=rules, byte_fallback=False,
            eos_id=0, unk_id=1, bos_id=-1, pad_id=-1, num_threads=1, minloglevel=2)
        model = Path(prefix + ".model").read_bytes()
        spec = next(data for number, data in _fields(model) if number == _NORMALIZER_SPEC)
        spec = spec.replace(bytes_field(_RULE_FILE, rules.encode()), b"")
        return bytes_field(_NORMALIZER_SPEC, spec)


def _code_points(text):
    return " ".join(f"{ord(char):X}" for char in text)


def _fields(message):
    """(field number, content) of a message with length-delimited fields only."""
    place = 0

    def read_varint():
        nonlocal place
        number = shift = 0
        while True:
            byte = message[place]
            place += 1
            number |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return number

    while place < len(message):
        tag = read_varint()
        if tag & 7 != 2:
            raise ValueError("unexpected field in a SentencePiece model")
        length = read_varint()
        yield tag >> 3, message[place:place + length]
        place += length
