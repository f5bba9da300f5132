"""What changes the store: additions, and decisions about who is who. Every form carries its seal."""

from __future__ import annotations

import getpass
import hashlib
import json
import re
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from musnad import config
from musnad.config.page import PAGE_BODY_BYTES, PAGE_FILES_COUNT
from musnad.errors import InputError
from musnad.model import Relation
from musnad.reading.archives import SUFFIXES
from musnad.reading.kinds import Kind
from musnad.reading.received import Received
from musnad.store.decide import Decided, Decider, merge, split, undo
from musnad.web import forms
from musnad.web.adding import Batch, Desk
from musnad.web.answer import answer, page
from musnad.web.pages.add import job_page
from musnad.web.pages.source import source_page
from musnad.web.routes.reading import reading

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_REASON_CHARS = 500
_ACCEPT = ",".join(sorted(SUFFIXES))
_GIVEN = dict.fromkeys(("text", "outlet", "published", "title", "url"), "")


def add(request: Request) -> Response:
    """``/add``: the forms."""
    return page(request, "add.html", {"fault": "", "given": _GIVEN, "accept": _ACCEPT})


async def add_done(request: Request) -> Response:
    """``POST /add``: takes a text or files, and leads to their progress."""
    form = await _form(request)
    try:
        files = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename]
        batch = await _kept(files) if files else Batch(article=await run_in_threadpool(_pasted, form))
    except InputError as error:
        given = _GIVEN | {name: value for name, value in form.items() if isinstance(value, str)}
        return page(request, "add.html", {"fault": str(error), "given": given, "accept": _ACCEPT}, 422)
    return RedirectResponse(f"/add/{_desk(request).take(batch).id}", 303)


def progress(request: Request) -> Response:
    """``/add/JOB``: how far an addition is."""
    job = _desk(request).find(request.path_params["id"].removesuffix(".json"))
    if job is None:
        raise InputError("no such addition; it may be from before the page was last started")
    return answer(request, "job.html", job_page(job))


async def merge_done(request: Request) -> Response:
    """``POST /sources/ID/merge``."""
    return await _decide(request, "merge", lambda c, form, by: merge(c, _id(request), _text(form, "other"), by))


async def split_done(request: Request) -> Response:
    """``POST /sources/ID/split``."""
    return await _decide(request, "split", lambda c, form, by: split(c, _id(request), _text(form, "other"), by))


async def undo_done(request: Request) -> Response:
    """``POST /sources/ID/undo``."""

    def take_back(connection: object, form: FormData, by: Decider) -> Decided:
        relation = Relation.SAME if _text(form, "relation") == "same" else Relation.DIFFERENT
        return undo(connection, _text(form, "left"), _text(form, "right"), relation, by)  # type: ignore[arg-type]

    return await _decide(request, "undo", take_back)


async def _decide(request: Request, what: str, decide: Callable[..., Decided]) -> Response:
    """Carries a decision out and leads back to the source, with the way to take it back."""
    form = await _form(request)
    desk = _desk(request)

    def done() -> Decided:
        with desk.store.begin() as connection:
            return decide(connection, form, _decider(_text(form, "reason")))

    try:
        decided = await run_in_threadpool(done)
    except InputError as error:
        return await run_in_threadpool(_refused, request, str(error))
    desk.settle()
    told = {"done": what}
    if what != "undo":
        told |= {"left": decided.left_id, "right": decided.right_id}
    return RedirectResponse(f"/sources/{decided.left_entity}?{urlencode(told)}", 303)


def _refused(request: Request, fault: str) -> Response:
    with reading(request) as connection:
        model = source_page(connection, _id(request))
    return page(request, "source.html", {"page": model, "done": None, "fault": fault}, 422)


async def _form(request: Request) -> FormData:
    """The form of a request that may write; raises ``ForeignFormError``, or ``HTTPException`` where none may."""
    _desk(request)
    form = await request.form(max_files=PAGE_FILES_COUNT, max_fields=50, max_part_size=PAGE_BODY_BYTES)
    forms.check(request, form)
    return form


def _desk(request: Request) -> Desk:
    desk = request.app.state.desk
    if not isinstance(desk, Desk):
        raise HTTPException(403, "This page only shows; nothing can be added or decided.")
    return desk


def _pasted(form: FormData) -> Received:
    """The article of a pasted text. Raises ``InputError`` for one that is empty, too long, or wrongly described."""
    text = _text(form, "text").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError("there is no text")
    if len(text.encode()) > config.ARTICLE_BYTES_MAX:
        raise InputError(f"the text has more than {config.ARTICLE_BYTES_MAX:,} bytes; add it in parts")
    if "\x00" in text:
        raise InputError("the text holds characters of value 0; it is no text")
    url, published = _text(form, "url"), _text(form, "published")
    if url and not url.startswith(("http://", "https://")):
        raise InputError("an address begins with https:// or http://")
    if published and not _DATE.fullmatch(published):
        raise InputError("a date is written as 2024-11-20")
    name = "pasted-" + hashlib.sha256(text.encode()).hexdigest()[:10]
    told = {"id": name, "text": text, "title": _text(form, "title"), "outlet": _text(form, "outlet"), "url": url}
    fields = {key: value for key, value in (told | {"published": published}).items() if value}
    return Received(name, Kind.RECORD, json.dumps(fields, ensure_ascii=False).encode(), name, url or None)


async def _kept(files: list[UploadFile]) -> Batch:
    """The files of a form in a folder of their own."""
    folder = Path(tempfile.mkdtemp(prefix="musnad-"))
    for number, file in enumerate(files, 1):
        name = Path((file.filename or "").replace("\\", "/")).name.replace("\x00", "") or "file"
        path = folder / name[-120:]
        path = folder / f"{number}-{name[-120:]}" if path.exists() else path
        path.write_bytes(await file.read())
    return Batch(folder=folder)


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _id(request: Request) -> str:
    return str(request.path_params["id"])


def _decider(reason: str) -> Decider:
    try:
        author = getpass.getuser()
    except (OSError, KeyError):  # a user without a name
        author = "somebody"
    return Decider(author, datetime.now(UTC), reason[:_REASON_CHARS] or "decided without a reason given")
