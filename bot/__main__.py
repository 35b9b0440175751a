"""`python -m bot` is `because`."""

from bot.cli import main

if __name__ == "__main__":
    main()
