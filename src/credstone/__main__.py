"""``python -m credstone``: the command line."""

from __future__ import annotations


def main() -> None:
    """Run the command line; the import waits so that ``--help`` stays quick."""
    from credstone.cli import app

    app()


if __name__ == "__main__":
    main()
