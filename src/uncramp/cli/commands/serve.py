"""``uncramp serve``: the pages, for this machine alone."""

from typing import Annotated

import typer

from uncramp.cli.options import Json, _
from uncramp.cli.output import console, failing_well, print_json, words
from uncramp.domain.sentence import say

Port = Annotated[int, typer.Option(help=_("Port on this machine."), min=1, max=65535)]
HOST = "127.0.0.1"


def serve(port: Port = 8000, *, json: Json = False) -> None:
    """Serve the web pages at http://127.0.0.1:8000 until Ctrl-C; nobody else can reach them."""
    from uncramp.cli import wiring
    from uncramp.cli.server import Server, refuse_if_taken

    address = f"http://{HOST}:{port}"
    with failing_well():
        wiring.open_logbook()
        wiring.close_connections()
        refuse_if_taken(HOST, port)
    speak = words()
    if json:
        print_json({"address": address}, speak)
    else:
        console().print(speak(say("Uncramp is at {address}. Stop it with Ctrl-C.", address=address)))
    Server(f"{HOST}:{port}").run()
