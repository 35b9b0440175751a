"""Prints how the rule for claims does on the labelled pairs: `python -m tests.llm.measure_claims`."""

from collections.abc import Iterator, Sequence

from bot.domain.answers import EvidenceKind
from bot.services.composing import support
from bot.services.composing.claims import check_claim
from bot.services.composing.evidence import Evidence
from bot.services.composing.verdicts import Claim, Drop
from tests.llm.claim_pairs import RECORDS, Pair, Record
from tests.llm.twisted_pairs import HELD_BACK, SEEN, Twisted

CHOSEN_ON = 10


def verdicts(records: Sequence[Record]) -> Iterator[tuple[Pair, Claim | Drop]]:
    for record in records:
        source = Evidence(1, EvidenceKind.DECISION, "D-1", record.title, None, record.text)
        for pair in record.pairs:
            yield pair, check_claim(pair.claim, 1, pair.quote, {1: source}, record.question)


def rates(records: Sequence[Record]) -> tuple[float, float]:
    """Shares: of the sentences that hold, kept; of those that do not, dropped."""
    held = [isinstance(verdict, Claim) for pair, verdict in verdicts(records) if pair.holds]
    false = [isinstance(verdict, Drop) for pair, verdict in verdicts(records) if not pair.holds]
    return sum(held) / len(held), sum(false) / len(false)


def twisted(rows: Sequence[Twisted]) -> tuple[int, int]:
    """Counts: true sentences kept, turned sentences dropped."""
    kept = dropped = 0
    for row in rows:
        source = {1: Evidence(1, EvidenceKind.DECISION, "D-1", "", None, row.quote)}
        kept += isinstance(check_claim(row.rightly, 1, row.quote, source, row.question), Claim)
        dropped += sum(isinstance(check_claim(said, 1, row.quote, source, row.question), Drop) for said in row.turned)
    return kept, dropped


def main() -> None:
    chosen = support.LEAST_OF_NEW
    for least in (0.0, 0.2, 0.3, 0.34, 0.4, 0.5, 0.6, 0.67, 0.75, 0.9):
        support.LEAST_OF_NEW = least
        (kept, dropped), (kept_new, dropped_new) = rates(RECORDS[:CHOSEN_ON]), rates(RECORDS[CHOSEN_ON:])
        print(f"{least:.2f}  chosen on: kept {kept:.2f} dropped {dropped:.2f}"
              f"   not seen: kept {kept_new:.2f} dropped {dropped_new:.2f}")  # fmt: skip
    support.LEAST_OF_NEW = chosen
    for pair, verdict in verdicts(RECORDS):
        if pair.holds != isinstance(verdict, Claim):
            said = "kept" if isinstance(verdict, Claim) else verdict.name
            print(f"  {said:12} should {'hold' if pair.holds else 'drop'}: {pair.claim} | {pair.quote}")
    for name, rows in (("seen", SEEN), ("held back", HELD_BACK)):
        kept, dropped = twisted(rows)
        turned = sum(len(row.turned) for row in rows)
        print(f"twisted, {name}: kept {kept} of {len(rows)} true, dropped {dropped} of {turned} turned")


if __name__ == "__main__":
    main()
