"""Reading the text of a decision record, in Markdown or reStructuredText: blocks, sections, sentences, facts.

Everything is given as offsets into the text as it was handed in, so that whatever is shown is quoted word for word.
"""
