"""What Zendesk, Intercom and HubSpot put into a channel: an empty text, and everything in one attachment."""

from collections.abc import Mapping

Attachment = dict[str, object]

_COLOURS = {"Zendesk": "#17494d", "Intercom": "#1f8ded", "HubSpot": "#ff7a59"}


def integration_attachment(
    bot_name: str, number: int, fields: Mapping[str, str], text: str, fallback: str
) -> Attachment:
    """One attachment in Slack's shape. The field `Subject` becomes the title; all texts are markup already."""
    subject = fields.get("Subject", "")
    title = f"#{number} {subject}".strip() if bot_name == "Zendesk" else subject
    shape: Attachment = {
        "id": 1,
        "fallback": fallback,
        "color": _COLOURS.get(bot_name, "#5b5b5b"),
        "text": text,
        "fields": [{"title": name, "value": value, "short": len(value) < 40}
                   for name, value in fields.items() if name != "Subject"],
        "footer": bot_name,
    }
    if title:
        shape["title"] = title
        if bot_name == "Zendesk":
            shape["title_link"] = f"https://bollard.zendesk.com/agent/tickets/{number}"
    return shape
