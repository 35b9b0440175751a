"""The words of the product as plain values. Nothing here reads, writes or knows of Slack's client, SQL or a model."""
