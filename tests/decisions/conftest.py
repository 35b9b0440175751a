from tests.databases import database_url, make_url, postgres, sqlite_template, store

__all__ = ["database_url", "make_url", "postgres", "sqlite_template", "store"]
