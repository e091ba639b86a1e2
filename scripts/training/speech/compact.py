"""The rows of the embedding table that are trained: the tokens that can occur, instead of all 51,865."""
import math

import numpy as np

from . import tokens as t

UNUSED_ROW = 0                          # one vector stands for every token that never occurs
SPECIAL_TOKENS = [t.END_OF_TEXT, t.START_OF_TRANSCRIPT, t.TRANSLATE, t.TRANSCRIBE, t.PREVIOUS_TEXT,
                  t.NO_SPEECH, t.NO_TIMESTAMPS] + sorted(t.LANGUAGE_TOKENS.values())


class CompactVocabulary:
    """Rows: 0 all unused tokens, then the text tokens, the special tokens, and 1501 timestamps."""

    def __init__(self, text_ids):
        self.text_ids = list(text_ids)
        self.plain_ids = self.text_ids + SPECIAL_TOKENS
        self.first_timestamp_row = 1 + len(self.plain_ids)
        self.size = self.first_timestamp_row + t.TIMESTAMPS
        self.row_of = np.full(t.VOCABULARY_SIZE, UNUSED_ROW, np.int64)
        self.row_of[self.plain_ids] = 1 + np.arange(len(self.plain_ids))
        timestamp_rows = self.first_timestamp_row + np.arange(t.TIMESTAMPS)
        self.row_of[t.FIRST_TIMESTAMP:t.FIRST_TIMESTAMP + t.TIMESTAMPS] = timestamp_rows
        self.id_of = np.concatenate([[t.END_OF_TEXT], self.plain_ids,
                                     t.FIRST_TIMESTAMP + np.arange(t.TIMESTAMPS)]).astype(np.int64)
        unused = t.VOCABULARY_SIZE - len(self.plain_ids) - t.TIMESTAMPS
        # the softmax sees one logit where the real network has this many equal ones
        self.log_unused = math.log(unused)
