"""Block Kit as Slack checks it: what a block, an element and a view may be, and how long each part."""
