"""Things the grammar does not know: invented names and words, foreign characters."""

_ONSETS = ("B Bl Br C Ch D Dr F Fl G Gr H J K Kl Kr L M N P Pr Q R S Sch Sh Sk St T Th Tr V W X Y Z".split()
           + [""] * 3)
_VOWELS = "a e i o u a e i o ai au ea ei ia ie io oa ou y".split()
_CODAS = "b ck d f g k l ll m n nd ng nn p r rd rk rt s sh ss st t th v x z".split() + [""] * 8
_ENDINGS = "a o us is en er in on an el ix as os i y".split()
_FOREIGN = list("😀😂🎉❤👍🔥✨🎮⚔🏰😢🙏日本語こんにちは元気ですか今天我们中文Приветмирданет안녕하세요مرحباשלום"
                "ΩΣαβγ→★♪✓")


def name(rng):
    """A capitalised name of 3 to 12 letters."""
    while True:
        text = ""
        for i in range(rng.choice((1, 1, 2, 2, 3))):
            onset = rng.choice(_ONSETS)
            text += (onset if i == 0 else onset.lower()) + rng.choice(_VOWELS) + rng.choice(_CODAS)
        if rng.random() < 0.5:
            text += rng.choice(_ENDINGS)
        if 3 <= len(text) <= 12:
            return text[0].upper() + text[1:]


def word(rng):
    """Any case, now and then two parts with a mark between them."""
    text = name(rng)
    draw = rng.random()
    text = text.lower() if draw < 0.5 else text.upper() if draw < 0.65 else text
    if rng.random() < 0.06:
        text += rng.choice(("/", ":", "-", "'", "_", "@")) + name(rng).lower()
    return text


def line_to_copy(rng):
    """Unknown words, numbers or marks, which come out as they go in."""
    draw = rng.random()
    if draw < 0.15:
        return " ".join("".join(rng.choice(".,!?-") for _ in range(rng.randint(1, 3)))
                        for _ in range(rng.randint(1, 3)))
    if draw < 0.30:
        return " ".join(str(rng.randint(0, 10 ** rng.randint(1, 6))) for _ in range(rng.randint(1, 4)))
    words = [str(rng.randint(0, 999)) if rng.random() < 0.08 else word(rng) for _ in range(rng.randint(1, 6))]
    if rng.random() < 0.15:
        words = [text.upper() for text in words]
    return " ".join(words) + rng.choice((".", "", ""))


def sprinkle(text, rng):
    """Add characters that no vocabulary has; they become <unk>, which is never written."""
    words = text.split(" ")
    for _ in range(rng.choice((1, 1, 2))):
        place = rng.choice((0, len(words), len(words), rng.randint(0, len(words))))
        words.insert(place, "".join(rng.choice(_FOREIGN) for _ in range(rng.choice((1, 1, 2, 4)))))
    return " ".join(words)
