"""From settings to a chat model, or to none."""

from bot.llm.port import ChatModel


def chat_model(*, model: str, base_url: str | None = None, api_key: str | None = None) -> ChatModel | None:
    """The model of this name at the given server (OpenAI's own where there is only a key); None with neither."""
    if not (base_url or api_key):
        return None
    from bot.llm.openai_chat import OpenAIChat  # takes half a second to import: only where it is used

    return OpenAIChat(model, base_url=base_url, api_key=api_key)
