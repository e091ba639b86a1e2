"""Writes single protobuf fields, which is all that ONNX metadata and SentencePiece vocabularies need."""


def varint(number):
    """Little-endian groups of seven bits."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def bytes_field(number, data):
    """A length-delimited field."""
    return varint(number << 3 | 2) + varint(len(data)) + data
