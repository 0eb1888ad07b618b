"""What the script ``baulast`` calls, and all that a worker process loads of the command line.

A worker starts by importing the script anew; the commands, their tables and screens would be loaded
with it, which takes longer than all that a worker needs.
"""


def main() -> None:
    """Run the program."""
    from cli import main as run

    run()
