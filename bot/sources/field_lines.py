"""What integrations put beside a customer's words."""

import re

FIELD_LINE = re.compile(
    r"^[ \t]*(?:(?:requester|organi[sz]ation|company|customer|account|from|contact|e-?mail|stage|amount|owner"
    r"|priority|status|assignee|tags?|plan|deal|source|channel|ticket|group|created|due|seats|arr|mrr)"
    r"[ \t]*:[ \t]*\S.{0,160}"
    r"|zendesk|intercom|hubspot|salesforce|jira|front|freshdesk)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that an integration adds about a ticket or deal: nobody's words."""
