"""Terms, questions and references: what is asked meets what is written."""

from datetime import date

from bot.domain.kinds import DecisionStatus
from bot.services.retrieval.phrases import MOST
from bot.services.retrieval.question import read_question
from bot.services.retrieval.references import number_of, references
from bot.services.retrieval.terms import content_terms, terms_of

TODAY = date(2026, 11, 20)


def test_variants_of_a_word_are_one_term() -> None:
    assert terms_of("colour organisation travelled") == terms_of("color organization traveled")
    assert terms_of("tenants") == terms_of("Tenant")
    assert terms_of("called") == terms_of("call")
    assert terms_of("café") == terms_of("Cafe")
    assert terms_of("PDFs") == terms_of("PDF")


def test_compound_names_are_found_whole_and_in_parts() -> None:
    assert {"podsecuritypolici", "pod", "secur", "polici"} <= set(terms_of("PodSecurityPolicy"))
    assert {"listsort", "list", "sort"} <= set(terms_of("list.sort()"))
    assert terms_of("C++") == ["cplusplus"]
    assert terms_of("`:=`") == ["op_3a_3d"]


def test_words_that_ask_are_not_what_is_asked() -> None:
    assert content_terms("Why did we decide not to use the tenants' flats?") == ("tenant", "flat")


def test_the_opening_is_taken_off() -> None:
    assert read_question("anyone know why did we drop SSO?", TODAY).bare == "drop SSO?"
    assert read_question("What was the reason for the move to Rails?", TODAY).bare == "move to Rails?"
    assert read_question("why", TODAY).bare == "why"


def test_times_narrow() -> None:
    assert read_question("why was SSO dropped in March?", TODAY).period == (date(2026, 3, 1), date(2026, 4, 1))
    assert read_question("why was it dropped in December?", TODAY).period == (date(2025, 12, 1), date(2026, 1, 1))
    assert read_question("what did we decide on quotas last year?", TODAY).period == (
        date(2025, 1, 1),
        date(2026, 1, 1),
    )
    assert read_question("why the 2012 attempt?", TODAY).period == (date(2012, 1, 1), date(2013, 1, 1))
    assert read_question("quotas last quarter", TODAY).period == (date(2026, 7, 1), date(2026, 10, 1))
    assert read_question("quotas last month", date(2026, 1, 5)).period == (date(2025, 12, 1), date(2026, 1, 1))
    assert read_question("why may we march on?", TODAY).period is None
    assert "march" not in read_question("why was SSO dropped in March?", TODAY).terms


def test_states_are_heard() -> None:
    assert DecisionStatus.REJECTED in read_question("why was Vault turned down?", TODAY).statuses
    assert DecisionStatus.ICEBOXED in read_question("why was it postponed?", TODAY).statuses
    assert DecisionStatus.SUPERSEDED in read_question("why was Vault replaced?", TODAY).statuses
    assert not read_question("why did Vault replace the files?", TODAY).statuses
    assert not read_question("why do we use Vault?", TODAY).statuses


def test_records_that_name_each_other() -> None:
    text = "See PEP 572, :pep:`484`, ADR-0007, https://example.com/issue/43651, [x](0005-foo.md), v1.22 and ACME 99."
    assert references(text, "ACME-3") == ["ref_43651", "ref_484", "ref_5", "ref_572", "ref_7", "ref_99"]
    assert references("ACME-3 is this one", "ACME-3") == []
    assert (number_of("PEP-0572"), number_of("GO-1-2"), number_of("draft")) == ("572", None, None)


def test_phrases_are_what_stands_between_words_that_say_nothing() -> None:
    question = read_question("why can't I give a flat to two tenants?", TODAY)
    assert question.phrases == ("give", "flat", "two tenants")
    assert question.forms == (question.text, question.bare, *question.phrases)
    assert read_question("why?", TODAY).forms == ("why?", "why?")
    many = read_question(" and ".join(f"thing{n}" for n in range(30)), TODAY).phrases
    assert len(many) == MOST
