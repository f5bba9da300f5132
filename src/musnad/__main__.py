"""The program: ``musnad``, or ``python -m musnad``.

A worker process loads the script that started its parent. This one loads the command line only when it runs,
so that workers come up without it.
"""


def main() -> None:
    """Runs the command line."""
    from musnad.cli import main as run  # noqa: PLC0415 see above

    run()


if __name__ == "__main__":
    main()
