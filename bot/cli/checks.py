"""What `because doctor` looks at."""


async def examine(*, replay: bool) -> bool:
    return False
