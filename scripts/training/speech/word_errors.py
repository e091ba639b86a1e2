"""Word error rate."""
import re
import unicodedata


def words_of(text):
    """Lower case, without punctuation."""
    return re.sub(r"[^\w' ]+", " ", unicodedata.normalize("NFC", text.lower())).split()


def edit_distance(reference, hypothesis):
    """Insertions, deletions and substitutions between two lists."""
    previous = list(range(len(hypothesis) + 1))
    for i, wanted in enumerate(reference, 1):
        current = [i]
        for j, got in enumerate(hypothesis, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (wanted != got)))
        previous = current
    return previous[-1]


class WordErrors:
    """Counts over many texts."""

    def __init__(self):
        self.errors = self.words = self.exact = self.texts = 0

    def add(self, reference, hypothesis):
        """-> errors in this text"""
        wanted, got = words_of(reference), words_of(hypothesis)
        errors = edit_distance(wanted, got)
        self.errors += errors
        self.words += len(wanted)
        self.exact += errors == 0
        self.texts += 1
        return errors

    def summary(self):
        return dict(wer_percent=round(100 * self.errors / max(1, self.words), 2),
                    exact_percent=round(100 * self.exact / max(1, self.texts), 1), texts=self.texts)
