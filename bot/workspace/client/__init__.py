"""What the browser page talks to: plain JSON, and a WebSocket with the news."""
