"""What a message means for the product, told without a model: a small classifier over embeddings and cues."""

from bot.services.classifying.classifier import Classified, Classifier
from bot.services.classifying.context import Context, context_of
from bot.services.classifying.essence import essence
from bot.services.classifying.places import each_after_others, is_talk
from bot.services.classifying.talk import Talk

__all__ = ["Classified", "Classifier", "Context", "Talk", "context_of", "each_after_others", "essence", "is_talk"]
