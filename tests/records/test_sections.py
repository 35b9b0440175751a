"""Sections, sentences and facts of records, whatever template they follow; all of it by offsets into the text."""

import time
from itertools import pairwise

import pytest

from bot.sources.records.facts import record_facts
from bot.sources.records.plain import plain
from bot.sources.records.sections import parts, sections
from bot.sources.records.sentences import sentences

MADR = """---
status: accepted
date: 2024-03-05
---
# Keep berth bookings in one table

* Deciders: Ana Ruiz, Tom Okafor

## Context and Problem Statement

Bookings live in three tables. Support cannot say which one is true.

## Decision Drivers <!-- optional -->

* One truth for support

## Considered Options

* One table
* Three tables with a view
* An event log

## Decision Outcome

Chosen option: "One table", because support must see one truth. We will revisit this when a harbour has more than
10,000 berths.

### Positive Consequences

* Support answers without asking an engineer.

## Links

* [Design](https://example.com/a)
"""

NYGARD = """# 7. Send receipts by mail

Date: 2023-01-09

## Status

Superseded by [9. Send receipts in the app](0009-send-receipts-in-the-app.md)

## Context

Guests lose paper receipts.

## Decision

We will send every receipt by mail.

## Consequences

Mail costs 40 euros a month.
"""

PEP_LIKE = """PEP: 9001
Title: Mooring literals
Author: Ada Byron <ada@example.com>
Status: Rejected
Created: 12-Feb-2015


Abstract
========

This proposal adds a literal for moorings.

Rejection Notice
================

This proposal is rejected because nobody could say what a mooring weighs.

Rationale
=========

Writing moorings by hand is error-prone, e.g. when they are many::

    # Not a heading
    m = mooring(1)
    ===

Rejected Ideas
==============

Use a function
--------------

A function reads worse than a literal.

Use a class
-----------

Classes are too slow for this.

.. [1] https://example.com
"""


def roles(text: str) -> dict[str, str]:
    return {s.heading: s.role for s in sections(text) if s.heading}


def said(text: str) -> list[str]:
    return [" ".join(text[s.start : s.end].split()) for s in sentences(text, parts(text))]


def test_madr_sections_have_their_roles() -> None:
    assert roles(MADR) == {
        "Keep berth bookings in one table": "title",
        "Context and Problem Statement": "problem",
        "Decision Drivers": "rationale",
        "Considered Options": "options",
        "Decision Outcome": "decision",
        "Positive Consequences": "consequences",
        "Links": "other",
    }


def test_restructured_text_headings_are_told_from_code() -> None:
    found = roles(PEP_LIKE)
    assert list(found) == [
        "Abstract",
        "Rejection Notice",
        "Rationale",
        "Rejected Ideas",
        "Use a function",
        "Use a class",
    ]
    assert found["Use a function"] == "rejected"
    assert found["Abstract"] == "summary"


def test_sections_cover_the_text_in_order_and_know_what_is_above() -> None:
    found = sections(PEP_LIKE)
    assert all(a.end == b.start for a, b in pairwise(found))
    assert found[-1].end == len(PEP_LIKE)
    assert found[-1].path == ("Rejected Ideas",)
    assert found[0].heading == ""
    assert PEP_LIKE[found[1].start :].startswith("Abstract")


def test_facts_of_a_madr_record() -> None:
    facts = record_facts(MADR)
    assert str(facts.decided_on) == "2024-03-05"
    assert facts.deciders == ("Ana Ruiz", "Tom Okafor")
    assert [MADR[a:b] for a, b in facts.options_lost] == ["Three tables with a view", "An event log"]
    assert facts.decision is not None
    assert MADR[slice(*facts.decision)].startswith('Chosen option: "One table"')
    assert facts.revisit is not None
    assert "revisit this when a harbour" in MADR[slice(*facts.revisit)]


def test_all_that_a_section_says_on_when_to_look_again_is_the_condition() -> None:
    text = """# No kennels

## Decision

We build no kennels, because nobody asks.

## Revisit When

Three clinics ask for kennels in writing. Two of them have to be enterprise. Or a deal is lost for it.

## Links

Kennels are told of elsewhere.
"""
    span = record_facts(text).revisit
    assert span is not None
    said = "Three clinics ask for kennels in writing. Two of them have to be enterprise. Or a deal is lost for it."
    assert text[slice(*span)] == said


def test_the_day_of_a_record_that_was_superseded() -> None:
    facts = record_facts(NYGARD)
    assert str(facts.decided_on) == "2023-01-09"


def test_facts_of_a_mail_like_header_and_rejected_ideas() -> None:
    facts = record_facts(PEP_LIKE)
    assert facts.deciders == ("Ada Byron",)
    assert [PEP_LIKE[a:b] for a, b in facts.options_lost] == ["Use a function", "Use a class"]


def test_only_whole_prose_sentences_may_be_quoted() -> None:
    text = """# Title here of the record

Status: accepted

<!-- Describe the problem here. This is a template remnant. -->

We moved to one table because support asked for it. It is e.g. faster (see v. 2.3 of the note). Why not two?

{What is the change that we are proposing?}

| Option | Cost is very high here |
| --- | --- |
| One table for everything | It costs nothing at all. |

```
This is code that looks like a sentence.
```

and therefore half of a sentence stands here alone.

- A list item that says something whole and useful here
- short one

We decided on the following:

TODO: write this down.
"""
    assert said(text) == [
        "We moved to one table because support asked for it.",
        "It is e.g. faster (see v. 2.3 of the note).",
        "A list item that says something whole and useful here",
    ]


@pytest.mark.parametrize(
    "text", ["", "\n", "#", "=====", "..", "```", "<!--", "| a", "---\n", "a\n=\n", "\x00", "- \n"]
)
def test_odd_texts_are_read_without_a_stumble(text: str) -> None:
    assert all(text[s.start : s.end] is not None for s in sections(text))
    assert record_facts(text).options_lost == ()


def test_plain_takes_inline_markup_away() -> None:
    marked = "See [the *plan*](https://x.y) and ``code()``, :pep:`572`, `a link <https://x>`_ [1]_ **now**."
    assert plain(marked) == "See the plan and code(), PEP 572, a link now."


def test_long_records_are_read_fast() -> None:
    text = MADR + "\n## More\n\n" + "We keep this sentence because it is long enough to count. " * 2_000
    begun = time.perf_counter()
    sections(text)
    sentences(text, parts(text))
    assert time.perf_counter() - begun < 2


LABELLED = """# No dark theme for now

**Problem.** Agents on night shifts ask for a dark theme.

**Decision:** Not this year.

**Why:** Each screen would have to be styled three times, once for each system.

**Note:** the designers were not asked.

Alternatives considered: a browser extension.

**Revisit when:** the design system covers 80 % of the screens. Or when two large accounts ask.
"""


def test_labels_that_paragraphs_begin_with_are_headings() -> None:
    found = [(part.section.heading, part.section.role) for part in parts(LABELLED)]
    assert found == [
        ("No dark theme for now", "title"), ("Problem", "problem"), ("Decision", "decision"), ("Why", "rationale"),
        ("Alternatives considered", "options"), ("Revisit when", "revisit"),
    ]  # fmt: skip
    facts = record_facts(LABELLED)
    assert facts.decision is not None
    assert facts.revisit is not None
    assert LABELLED[slice(*facts.decision)] == "Not this year."
    whole = "the design system covers 80 % of the screens. Or when two large accounts ask."
    assert LABELLED[slice(*facts.revisit)] == whole


def test_a_record_that_only_tells_what_was_asked_states_no_decision() -> None:
    text = "# Refunds\n\n## Context\n\nTravellers should be refunded to a different card, they say."
    assert record_facts(text).decision is None
