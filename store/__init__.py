"""The truth, in SQL, and the disposable index beside it. The only room that knows sqlalchemy and chromadb."""
