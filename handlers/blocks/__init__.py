"""What people see: pure functions from a domain value to Slack blocks and a fallback text."""
