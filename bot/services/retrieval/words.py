"""The terms under which a record or a message is found by its words."""

from bot.domain.decisions import Decision
from bot.domain.messages import Message
from bot.services.retrieval.acronyms import short_forms
from bot.services.retrieval.references import references
from bot.services.retrieval.terms import terms_of
from bot.sources.records.sections import parts
from store.lexical import MessageTerms, RecordTerms


def words_of_record(record: Decision) -> RecordTerms:
    """Title; headings and prose that may hold a reason; the whole text, with short forms and references."""
    found = [part for part in parts(record.text) if not part.is_noise]
    said = [record.text[b.start : b.end] for part in found for b in part.blocks if b.is_prose]
    words = terms_of(record.text)
    reasons = "\n".join([*(part.section.heading for part in found), *said])
    return RecordTerms(
        record.id,
        record.audience,
        record.source_channel_id,
        " ".join(terms_of(record.title)),
        " ".join(terms_of(reasons)),
        " ".join([*words, *(short_forms(record.text) - set(words)), *references(record.text, record.id)]),
    )


def words_of_message(message: Message) -> MessageTerms:
    return MessageTerms(message.id, message.audience, message.channel_id, " ".join(terms_of(message.text)))
