"""What a message means for the product, told without a model: a small classifier over embeddings and cues."""

from bot.services.classifying.classifier import Classified, Classifier
from bot.services.classifying.context import Context, context_of
from bot.services.classifying.essence import essence
from bot.services.classifying.talk import Talk, is_talk

__all__ = ["Classified", "Classifier", "Context", "Talk", "context_of", "essence", "is_talk"]
