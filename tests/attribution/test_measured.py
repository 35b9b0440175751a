"""Attribution over made-up companies: hardly an account is attached that is not the right one, and few are missed."""

from bot.evaluation.attribution import measure_attribution


def test_accounts_are_attached_where_channel_carrier_or_text_tells_them() -> None:
    measured = measure_attribution()
    assert measured.precision >= 0.98, measured.wrong
    assert measured.recall >= 0.90, measured.wrong
