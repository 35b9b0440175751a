"""How many tokens a text will cost, guessed on the high side without any model's own tokenizer."""

import math

_CHARACTERS_PER_TOKEN = 3.6  # English prose has 4 to 4.7, code and identifiers about 3.3


def estimate_tokens(text: str) -> int:
    """Tokens, rounded up; characters outside ASCII count one each, which is what CJK and emoji cost at worst."""
    plain = sum(1 for character in text if character.isascii())
    return math.ceil(plain / _CHARACTERS_PER_TOKEN) + (len(text) - plain)
