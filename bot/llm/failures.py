"""What went wrong between us and a model's server, as a sentence for a person. No body of a server is repeated."""

import openai

from bot.errors import Unavailable


def explained(error: openai.OpenAIError, server: str) -> Unavailable:
    """The failure in plain words; names the server and, where somebody can mend it, the setting."""
    return Unavailable(_sentence(error, server))


def _sentence(error: openai.OpenAIError, server: str) -> str:
    match error:
        case openai.APITimeoutError():
            return f"The model's server {server} did not answer in time."
        case openai.APIConnectionError():
            return f"The model's server {server} cannot be reached (OPENAI_BASE_URL)."
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return f"The model's server {server} does not accept the key (OPENAI_API_KEY)."
        case openai.NotFoundError():
            return f"The model's server {server} does not have the model (BECAUSE_CHAT_MODEL, OPENAI_BASE_URL)."
        case openai.RateLimitError():
            return f"The model's server {server} takes no more questions just now (limit or quota)."
        case openai.APIStatusError(status_code=code) if code >= 500:
            return f"The model's server {server} failed (status {code})."
        case openai.APIStatusError(status_code=code):
            return f"The model's server {server} refused the question (status {code})."
    return f"The model's server {server} did not answer as it should."


def refuses_the_form(error: openai.APIStatusError) -> bool:
    """Whether the request itself was refused, so that another way of asking may do."""
    if error.status_code in (400, 415, 422, 501):
        return True
    said = str(error).lower()
    return error.status_code >= 500 and any(word in said for word in ("response_format", "json_schema", "grammar"))
