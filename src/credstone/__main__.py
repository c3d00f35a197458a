"""``python -m credstone``: the command line."""

from __future__ import annotations

import signal
import sys


def main() -> None:
    """Run the command line; Ctrl-C counts from the first import on, and once."""
    try:
        from credstone.cli.main import main as run

        run()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.stderr.write("Interrupted: Stopped before the end.\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
