"""What Because can do, in one screen: `/because help`, "help" in a direct message, an empty question."""

from handlers.blocks.elements import Block, Element, Rendered, bullets, emoji, paragraph, rich, words

_COMMANDS = (
    ("/why", "did we decide against custom roles?", "a private answer with its sources"),
    ("/decide", "[title]", "record a decision and its reason"),
    ("/because digest", "", "what customers said since yesterday; at 09:00, days mon-fri, channel #product set it"),
    ("/because signals", "", "the newest customer signals"),
    ("/because learned 90d", "", "what was learned about customers in that time"),
    ("/because talk", "splitting an invoice", "which customers to talk to about it"),
    ("/because icebox", "", "shelved decisions, and which deserve another look"),
    ("/because listen", "support | sales | community | product", "read this channel"),
    ("/because ignore", "", "stop reading this channel"),
    ("/because status", "", "what is read, and how far behind"),
    ("/because forget me", "", "erase what you wrote"),
)


def help_message(reactions: dict[str, str]) -> Rendered:
    """reactions: emoji name -> what it means in words, in the order to show."""
    return Rendered(help_blocks(reactions), _text(reactions))


def help_blocks(reactions: dict[str, str]) -> list[Block]:
    return [
        rich(paragraph(
            words("Ask why, and get the reason", bold=True),
            words(" in the words of the decision record, with links to its sources."),
        )),
        rich(bullets(*[_command(*command) for command in _COMMANDS])),
        rich(
            paragraph(words("React to a customer's message", bold=True), words(" to mark what it means:")),
            paragraph(*_reactions(reactions)),
        ),
        rich(paragraph(
            words("From any message's menu", bold=True),
            words(" (More actions): Record a decision, or Tag as customer signal. You can also write to me here, or "
                  "mention me in a channel."),
        )),
    ]


def _command(command: str, argument: str, does: str) -> Element:
    typed: Element = {"type": "text", "text": f"{command} {argument}".strip(), "style": {"code": True}}
    return paragraph(typed, words(f" {does}"))


def _reactions(reactions: dict[str, str]) -> list[Element]:
    elements: list[Element] = []
    for name, meaning in reactions.items():
        elements += [words(" · ")] if elements else []
        elements += [emoji(name), words(f" {meaning}")]
    return elements


def _text(reactions: dict[str, str]) -> str:
    lines = ["Ask why, and get the reason in the words of the decision record."]
    lines += [f"{command} {argument}".strip() + f": {does}" for command, argument, does in _COMMANDS]
    lines.append("Reactions: " + ", ".join(f":{name}: {meaning}" for name, meaning in reactions.items()))
    return "\n".join(lines)
