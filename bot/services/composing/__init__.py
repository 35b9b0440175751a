"""Model-written sentences, held to evidence: numbered sources in, checked claims out. Reads and writes nothing."""
