"""Chat models: one port, one implementation for every OpenAI-compatible server. No model ever receives tools."""
