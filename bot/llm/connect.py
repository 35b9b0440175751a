"""From settings to a chat model, or to none."""

from bot.llm.port import ChatModel


def chat_model(*, model: str | None, base_url: str | None = None, api_key: str | None = None) -> ChatModel | None:
    """The configured model; None unless `model` is named and there is a key or a server of one's own.

    A key alone connects nothing: keys lie about in environments, and what people said leaves the machine only when
    somebody has named the model that may read it.
    """
    if not model or not (base_url or api_key):
        return None
    from bot.llm.openai_chat import OpenAIChat  # takes half a second to import: only where it is used

    return OpenAIChat(model, base_url=base_url, api_key=api_key)
