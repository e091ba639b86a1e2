"""Options of the commands."""
import argparse


def make_parser(description):
    """A parser that prints a module's docstring as it stands."""
    raw = argparse.RawDescriptionHelpFormatter
    return argparse.ArgumentParser(description=description, formatter_class=raw)


def add_vocabulary_option(parser, default):
    """--vocabulary: where the speech model's tokens come from."""
    parser.add_argument("--vocabulary", default=default,
                        help="multilingual.tiktoken or a multilingual ggml model instead of the bundled part")
