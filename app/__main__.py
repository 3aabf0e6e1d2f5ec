"""The composition root: the one place that knows the whole program."""

import sys
from argparse import Namespace

from app import __version__, arguments, commands, console, log, paths


def _parser() -> arguments.Parser:
    parser = arguments.Parser(prog="python -m app", description="便民窗口")
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--data-dir", type=arguments.path, metavar="DIR", help="数据文件夹")
    subparsers = parser.add_subparsers(dest="command", metavar="命令")
    for name, (text, add_arguments, _) in commands.COMMANDS.items():
        add_arguments(subparsers.add_parser(name, help=text))
    subparsers.add_parser("smoke", help="在临时文件夹里用真实窗口办一件事")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run the window, or the command named in `arguments`. Returns the exit status.

    1 is only ever what a command found: whatever goes wrong is 2.
    """
    sys.excepthook = log.unhandled
    console.prepare()
    args = _parser().parse_args(arguments)
    try:
        return _run(args)
    except Exception as error:
        return commands.refused(error, args.data_dir)


def _run(args: Namespace) -> int:
    if args.command == "smoke":
        from ui import smoke

        return smoke.run()
    if args.command:
        return commands.run(args.command, args, sys.stdout)
    data_dir = args.data_dir or paths.default_data_dir()
    log.to_file(paths.log_file(data_dir))
    from ui import start

    return start.run(data_dir)


if __name__ == "__main__":
    sys.exit(main())
