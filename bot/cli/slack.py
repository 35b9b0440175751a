"""A command's own line to Slack, for reading."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.app import App
from bot.domain.workspace import Team
from bot.errors import BadSettings
from handlers.lifecycle import who_we_are
from handlers.slack_calls import reading_client
from handlers.slack_directory import SlackDirectory


async def connect_reader(product: App) -> tuple[AsyncWebClient, Team, SlackDirectory]:
    """Raises BadSettings without a token that Slack takes. The product's workspace is Slack's from then on."""
    token = product.settings.slack_bot_token
    if token is None:
        raise BadSettings("SLACK_BOT_TOKEN is not set: this command reads from Slack")
    reader = reading_client(token.get_secret_value(), product.settings.slack_api_url)
    team = await who_we_are(reader)
    directory = SlackDirectory(reader, team)
    await product.services.listening.connect(team)
    product.team_id = team.id
    await product.wire(owns_index=False, directory=directory)
    return reader, team, directory
