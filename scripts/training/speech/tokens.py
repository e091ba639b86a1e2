"""Whisper's multilingual token vocabulary: special token ids, the table of token bytes, text -> ids.

The table is read from OpenAI Whisper's `multilingual.tiktoken` (all of it, or the part in tokens.tiktoken beside
this file), or from the token list in any complete multilingual ggml Whisper model.
"""
import base64
import re
import struct
from pathlib import Path

END_OF_TEXT = 50257
START_OF_TRANSCRIPT = 50258
TRANSLATE = 50358
TRANSCRIBE = 50359
PREVIOUS_TEXT = 50361
NO_SPEECH = 50362
NO_TIMESTAMPS = 50363
FIRST_TIMESTAMP = 50364
TIMESTAMPS = 1501                       # 0.00 to 30.00 s
VOCABULARY_SIZE = 51865
LANGUAGE_TOKENS = {"en": 50259, "de": 50261, "es": 50262, "fr": 50265}
SECONDS_PER_TIMESTAMP = 0.02

BUNDLED_VOCABULARY = Path(__file__).with_name("tokens.tiktoken")
GGML_MAGIC = 0x67676D6C
_REPLACEMENT = "\ufffd".encode()


def timestamp(seconds):
    """Token id of a time in the 30 s window."""
    return FIRST_TIMESTAMP + int(min(max(round(seconds / SECONDS_PER_TIMESTAMP), 0), TIMESTAMPS - 1))


def read_vocabulary(path=BUNDLED_VOCABULARY):
    """Token bytes by id (length 50257).  Tokens that the file does not have are empty."""
    with open(path, "rb") as file:
        is_ggml = file.read(4) == struct.pack("<I", GGML_MAGIC)
    return _read_ggml(path) if is_ggml else _read_tiktoken(path)


def _read_tiktoken(path):
    tokens = [b""] * END_OF_TEXT
    for line in Path(path).read_text(encoding="ascii").splitlines():
        if line and not line.startswith("#"):
            token, rank = line.split()
            tokens[int(rank)] = base64.b64decode(token)
    return tokens


def _read_ggml(path):
    with open(path, "rb") as file:
        size, = struct.unpack("<4xi", file.read(8))
        if size != VOCABULARY_SIZE:
            raise ValueError(f"{path} has {size} tokens; a multilingual Whisper model has {VOCABULARY_SIZE}")
        file.seek(48)
        mel_bands, frequencies = struct.unpack("<ii", file.read(8))
        file.seek(4 * mel_bands * frequencies, 1)
        count, = struct.unpack("<i", file.read(4))
        tokens = []
        for _ in range(count):
            length, = struct.unpack("<I", file.read(4))
            tokens.append(file.read(length))
    # whisper.cpp's "for-tests" models have lost every token that is not valid UTF-8 on its own
    if tokens.count(_REPLACEMENT) > 1:
        raise ValueError(f"the token list of {path} is damaged; use a complete model or multilingual.tiktoken")
    return tokens[:END_OF_TEXT]


class Tokenizer:
    """Byte-pair encoding in rank order (a token's id is its merge rank) and whisper.cpp's greedy variant."""

    _WORDS = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[^\W\d_]+| ?\d+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+")
    _GREEDY_WORDS = re.compile(
        rb"'s|'t|'re|'ve|'m|'ll|'d| ?[A-Za-z]+| ?[0-9]+| ?[^\sA-Za-z0-9]+|\s+")

    def __init__(self, path=BUNDLED_VOCABULARY):
        self.tokens = read_vocabulary(path)
        self.ranks = {token: rank for rank, token in enumerate(self.tokens) if token}
        self._cache = {}

    def merge(self, word):
        """The token bytes after each step of byte-pair merging: a list of lists, the last is the result."""
        parts = [bytes([byte]) for byte in word]
        steps = [parts]
        while True:
            pairs = [(self.ranks[left + right], i) for i, (left, right) in enumerate(zip(parts, parts[1:]))
                     if left + right in self.ranks]
            if not pairs:
                return steps
            _, i = min(pairs)
            parts = parts[:i] + [parts[i] + parts[i + 1]] + parts[i + 2:]
            steps.append(parts)

    def encode(self, text):
        """Text -> token ids, as Whisper's own tokenizer does it."""
        if text not in self._cache:
            words = self._WORDS.findall(text)
            self._cache[text] = [self.ranks[part] for word in words for part in self.merge(word.encode())[-1]]
        return self._cache[text]

    def encode_greedy(self, text):
        """Text -> token ids, longest match first, as whisper.cpp does it for prompts."""
        ids = []
        for word in self._GREEDY_WORDS.findall(text.encode()):
            start = 0
            while start < len(word):
                for end in range(len(word), start, -1):
                    if word[start:end] in self.ranks:
                        ids.append(self.ranks[word[start:end]])
                        start = end
                        break
                else:
                    start += 1
        return ids

    def decode(self, ids):
        """Token ids -> text; special tokens are left out."""
        return b"".join(self.tokens[i] for i in ids if i < END_OF_TEXT).decode("utf8", "replace")
