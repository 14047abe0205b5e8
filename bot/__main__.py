"""The front door."""

import sys


def main() -> int:
    """Hands over to the command line."""
    from bot.cli import main as command_line

    return command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
