"""Changes of records that wait for the owner's yes."""

from sqlalchemy import delete, insert, select, update

from bot.domain.decisions import Proposal
from store.decisions import fields_from_json, fields_to_json
from store.repository import Repository
from store.tables import proposals


class Proposals(Repository):
    async def add(self, proposal: Proposal) -> None:
        row = {name: getattr(proposal, name) for name in Proposal.__dataclass_fields__}
        await self.conn.execute(
            insert(proposals).values(**{**row, "team_id": self.team_id, "fields": fields_to_json(proposal.fields)})
        )

    async def get(self, proposal_id: str) -> Proposal | None:
        query = select(proposals).where(proposals.c.team_id == self.team_id, proposals.c.id == proposal_id)
        row = (await self.conn.execute(query)).mappings().first()
        fields = fields_from_json(row["fields"]) if row else None
        if row is None or fields is None:
            return None
        return Proposal(**{**{name: row[name] for name in Proposal.__dataclass_fields__}, "fields": fields})

    async def set_state(self, proposal_id: str, state: str) -> None:
        mine = (proposals.c.team_id == self.team_id, proposals.c.id == proposal_id)
        await self.conn.execute(update(proposals).where(*mine).values(state=state))

    async def forget_person(self, user_id: str) -> None:
        mine = (proposals.c.team_id == self.team_id, proposals.c.by_user_id == user_id)
        await self.conn.execute(delete(proposals).where(*mine))
