"""The names under which Slack hands our buttons, inputs and views back to us.

They live on in messages that were posted long ago: never rename one.
"""

# Answers: the value is the answer's id
ANSWER_SHARE = "answer_share"
ANSWER_HELPFUL = "answer_helpful"
ANSWER_NOT_HELPFUL = "answer_not_helpful"
ANSWER_CHALLENGE = "answer_challenge"
ANSWER_ASK_PEOPLE = "answer_ask_people"
ANSWER_SHOW_PRIVATELY = "answer_show_privately"
RECORD_FROM_QUESTION = "record_from_question"
RECORD_FROM_TALK = "record_from_talk"

# Decisions: the value is the decision's id, the proposal's or the draft's
DECISION_OPEN_MODAL = "decision_open_modal"
DECISION_CONFIRM = "decision_confirm"
DECISION_EDIT = "decision_edit"
DECISION_REOPEN = "decision_reopen"
PROPOSAL_ACCEPT = "proposal_accept"
PROPOSAL_DECLINE = "proposal_decline"
DRAFT_OPEN = "draft_open"
DRAFT_DISMISS = "draft_dismiss"

# Signals: the value is the message's id
SIGNAL_SET_ACCOUNT = "signal_set_account"
SIGNAL_UNDO = "signal_undo"

# Themes: the value is the theme's id; in the menu what to do, a colon and the id
THEME_MENU = "theme_menu"
THEME_OPEN = "theme_open"
THEME_DISMISS = "theme_dismiss"
THEME_RESTORE = "theme_restore"
THEME_WRONG = "theme_wrong"
THEME_ASSIGN = "theme_assign"

# App Home
HOME_HELP = "home_help"
HOME_REFRESH = "home_refresh"

# Buttons that only open an address still send an action; what follows the prefix only tells them apart
OPEN_LINK_PREFIX = "open_link_"

# Views
VIEW_DECISION = "decision"
VIEW_TAG = "tag"
VIEW_NOT_HELPFUL = "not_helpful"
VIEW_CHALLENGE = "challenge"
VIEW_REOPEN = "reopen"
VIEW_LOADING = "loading"
VIEW_THEME_WRONG = "theme_wrong"
VIEW_THEME_ASSIGN = "theme_assign"

# Message shortcuts
SHORTCUT_RECORD_DECISION = "record_decision"
SHORTCUT_TAG_SIGNAL = "tag_signal"

# Inputs: block ids, which are also where Slack shows what is wrong with one
INPUT_TITLE = "title"
INPUT_STATUS = "status"
INPUT_DECISION = "decision"
INPUT_WHY = "why"
INPUT_OPTIONS = "options"
INPUT_PROBLEM = "problem"
INPUT_OBJECTIVE = "objective"
INPUT_REVISIT_WHEN = "revisit_when"
INPUT_DECIDED_BY = "decided_by"
INPUT_DATE = "date"
INPUT_EARLIER = "earlier"
INPUT_KIND = "kind"
INPUT_ACCOUNT = "account"
INPUT_NOTE = "note"
INPUT_REASON = "reason"
INPUT_LABEL = "label"
INPUT_MESSAGES = "messages"
INPUT_THEME = "theme"
INPUT_PERSON = "person"

INPUT_VALUE = "value"
"""The action id of the one element in every input block."""
