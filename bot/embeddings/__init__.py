"""Text to vectors, by a model that comes with the product or by OpenAI's where a setting asks for it."""
