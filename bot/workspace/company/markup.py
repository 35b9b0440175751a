"""Plain writing to what Slack stores: mentions, channel links, addresses, and the three escaped characters."""

import re
from collections.abc import Mapping

_TOKEN = re.compile(r"(?P<url>https?://[^\s)>]+[^\s)>.,;:!?])|(?P<mail>\b[\w.+-]+@[\w-]+\.[\w.-]*\w)"
                    r"|(?<![\w/])@(?P<person>[a-z]+)\b|(?<![\w/&])#(?P<channel>[a-z][a-z-]*[a-z])\b|(?P<plain>[&<>])")
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def to_slack(text: str, people: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """`people` and `channels` map handle and name to id; a handle or channel that nobody knows stays as written."""

    def written(match: re.Match[str]) -> str:
        if match["url"]:
            return f"<{match['url'].replace('&', '&amp;')}>"
        if match["mail"]:
            return f"<mailto:{match['mail']}|{match['mail']}>"
        if match["person"] in people:
            return f"<@{people[match['person']]}>"
        if match["channel"] in channels:
            return f"<#{channels[match['channel']]}|{match['channel']}>"
        return _ESCAPED.get(match[0], match[0])

    return _TOKEN.sub(written, text)
