"""The only module that talks to Elasticsearch: requests, retries, and its errors as ours."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import elasticsearch as es

from baulast.errors import (
    BaulastError,
    IndexForeign,
    IndexReadOnly,
    IndexRefused,
    IndexUnreachable,
)
from baulast.language import tr
from index.login import Login
from index.stored import json_of

T = TypeVar("T")

REQUEST_S = 30.0  # a bulk of 5 MB on a busy server takes a few seconds
PATIENCE = 7  # tries; with the pauses between them 13 s, longer than a garbage collection
SEARCH_PATIENCE = 2  # a person waits: one hiccup, no more
HELLO_S = 3.0  # a server in the same house says at once that it is there
FIRST_PAUSE_S = 0.2  # doubled each time
CHUNK_BYTES = 5_000_000  # Elastic's advice is 5 to 15 MB; small ones are cheap to send again
CHUNK_COUNT = 1000
SENDERS = 2  # one on its way, one being indexed; more only fill the server's queue
TOLD = ("errors", "items.*.status", "items.*.error.type")  # of an answer to a bulk
SCAN_SIZE = 5_000  # ids and hashes only
PASSING = frozenset({408, 429, 500, 502, 503, 504})  # tried again: overloaded, starting, restarting
NO_SUCH_INDEX = 404
NOT_ACCEPTABLE = 406  # what servers older than 7.11 say of a newer client
OTHER_VERSION = "media_type_header_exception"  # what those after them say
BLOCKED = "cluster_block_exception"  # read-only: the disk is full, or somebody said so


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A document to put, or to delete (``text`` is None)."""

    index: str
    id: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A document that the server holds."""

    index: str
    id: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A document that the server will not take however often it is sent."""

    id: str
    reason: str  # the server's word for the kind of error; never its text, which may quote others


class Server:
    """A connection; every call says in our errors why it failed."""

    def __init__(self, login: Login, *, pause: Callable[[float], None] = time.sleep) -> None:
        self._url = login.url
        self._pause = pause
        trusted: dict[str, Any] = {"ca_certs": login.ca_certs} if login.ca_certs else {}
        self._client = es.Elasticsearch(
            login.url,
            api_key=login.api_key,
            basic_auth=None if login.api_key else _basic(login),
            request_timeout=REQUEST_S,
            max_retries=0,  # pauses between the tries are ours
            **trusted,
        )

    def close(self) -> None:
        self._client.close()

    def is_there(self) -> bool:
        """Whether it answers at all, if only to refuse."""
        hello = self._client.options(request_timeout=HELLO_S)
        try:
            self._ask(hello.info, tries=SEARCH_PATIENCE)
        except IndexUnreachable:
            return False
        except BaulastError:
            return True
        return True

    # ------------------------------------------------------------------ search

    def searches(self, requests: Sequence[tuple[str, Mapping[str, Any]]]) -> list[dict[str, Any]]:
        """The answers to several searches, each of a target and a body, in one go."""
        leniently: dict[str, Any] = {"ignore_unavailable": True, "allow_no_indices": True}
        lines: list[Mapping[str, Any]] = []
        for target, body in requests:
            lines += [{"index": target, **leniently}, body]
        answer = self._ask(lambda: self._client.msearch(searches=lines), tries=SEARCH_PATIENCE)
        found = [dict(one) for one in answer["responses"]]
        for one in found:
            if "error" in one:
                raise self._refused(int(one["status"]), str(one["error"].get("type")))
        return found

    def aliases(self, patterns: Sequence[str]) -> dict[str, list[str]]:
        """The indices behind each alias that this user may see."""
        answer = self._ask(
            lambda: self._client.options(ignore_status=NO_SUCH_INDEX).indices.get_alias(
                name=list(patterns), ignore_unavailable=True
            ),
            tries=SEARCH_PATIENCE,
        )
        behind: dict[str, list[str]] = {}
        for index, said in answer.items():
            for alias in said["aliases"] if isinstance(said, dict) else ():
                behind.setdefault(alias, []).append(index)
        return behind

    def hashes(self, target: str, where: Mapping[str, Any] | None = None) -> Iterator[Sent]:
        """Index, id and hash of every document, in no order that means anything."""
        keep = self._ask(
            lambda: self._client.open_point_in_time(
                index=target, keep_alive="5m", ignore_unavailable=True
            )
        )["id"]
        after: list[Any] | None = None
        try:
            while True:
                page = self._page_of_hashes(keep, where, after)
                for hit in page:
                    yield Sent(hit["_index"], hit["_id"], hit["fields"]["hash"][0])
                if len(page) < SCAN_SIZE:
                    return
                after = page[-1]["sort"]
        finally:
            self._ask(lambda: self._client.close_point_in_time(id=keep))

    def _page_of_hashes(
        self, keep: str, where: Mapping[str, Any] | None, after: list[Any] | None
    ) -> list[dict[str, Any]]:
        answer = self._ask(
            lambda: self._client.search(
                pit={"id": keep, "keep_alive": "5m"},
                query=where or {"match_all": {}},
                size=SCAN_SIZE,
                source=False,
                docvalue_fields=[{"field": "hash"}],
                sort={"_shard_doc": "asc"},
                search_after=after,
                track_total_hits=False,
            )
        )
        return list(answer["hits"]["hits"])

    # ------------------------------------------------------------------- write

    def send(self, actions: Iterable[Action]) -> tuple[Refusal, ...]:
        """Put and delete, each as often as needed; what the server will never take comes back.

        IndexUnreachable where it has not taken everything after all tries: sending the same again
        later does no harm, because every document has its own id.
        """
        refused: list[Refusal] = []
        with ThreadPoolExecutor(SENDERS) as pool:
            sent: deque[Future[list[Refusal]]] = deque()
            for chunk in _chunks(actions):
                if len(sent) == SENDERS:  # the next one is made while these are on their way
                    refused += sent.popleft().result()
                sent.append(pool.submit(self._send, chunk))
            for one in sent:
                refused += one.result()
        return tuple(refused)

    def _send(self, chunk: list[Action]) -> list[Refusal]:
        left = chunk
        refused: list[Refusal] = []
        for attempt in range(PATIENCE):
            if attempt:
                self._pause(FIRST_PAUSE_S * 2 ** (attempt - 1))
            operations = [line for action in left for line in _lines(action)]
            with self._translated():
                answer = self._once(
                    lambda: self._client.bulk(operations=operations, filter_path=TOLD)  # noqa: B023
                )
            if answer is None:
                continue
            if not answer["errors"]:
                return refused
            again = []
            for action, item in zip(left, answer["items"], strict=True):
                outcome = next(iter(item.values()))
                if outcome["status"] in PASSING and _type(outcome) != BLOCKED:
                    again.append(action)
                elif "error" in outcome:
                    if _type(outcome) == BLOCKED:
                        raise self._refused(outcome["status"], BLOCKED)
                    refused.append(Refusal(id=action.id, reason=_type(outcome)))
            left = again
            if not left:
                return refused
        raise IndexUnreachable(
            tr(
                f"{self._url}: {len(left)} Dokumente nicht angenommen",
                f"{self._url}: {len(left)} documents were not taken",
            )
        )

    def refresh(self, target: str) -> None:
        """Let searches see what was sent."""
        self._ask(lambda: self._client.indices.refresh(index=target, ignore_unavailable=True))

    # --------------------------------------------------------- indices, rights

    def mappings(self, target: str) -> dict[str, dict[str, Any]]:
        """The mapping of each index as it is now."""
        answer = self._ask(
            lambda: self._client.indices.get_mapping(index=target, ignore_unavailable=True)
        )
        return {index: dict(said["mappings"]) for index, said in answer.items()}

    def create(self, index: str, body: Mapping[str, Any], *, alias: str | None) -> None:
        """Make an index, behind an alias at once; one that is there already is left as it is."""
        if self._ask(lambda: self._client.indices.exists(index=index)):
            return
        self._ask(
            lambda: self._client.indices.create(
                index=index,
                settings=body["settings"],
                mappings=body["mappings"],
                aliases={alias: {}} if alias else {},
            )
        )

    def flip(self, alias: str, *, to: str, away_from: Sequence[str]) -> None:
        """Let the alias mean another index, in one step: no search meets none, or both."""
        actions: list[dict[str, Any]] = [{"add": {"index": to, "alias": alias}}]
        actions += [{"remove": {"index": old, "alias": alias}} for old in away_from]
        self._ask(lambda: self._client.indices.update_aliases(actions=actions))

    def drop(self, index: str) -> None:
        self._ask(lambda: self._client.indices.delete(index=index, ignore_unavailable=True))

    def put_role(self, name: str, body: Mapping[str, Any]) -> None:
        self._ask(lambda: self._client.security.put_role(name=name, indices=body["indices"]))

    def make_api_key(self, name: str, roles: Mapping[str, Any], *, days: int) -> str:
        """A key that a machine logs in with; it is told this once."""
        answer = self._ask(
            lambda: self._client.security.create_api_key(
                name=name, role_descriptors=roles, expiration=f"{days}d"
            ),
            tries=1,  # each try makes a key
        )
        return str(answer["encoded"])

    # ------------------------------------------------------------------ errors

    def _ask(self, request: Callable[[], T], *, tries: int = PATIENCE) -> T:
        with self._translated():
            for attempt in range(tries - 1):
                answer = self._once(request)
                if answer is not None:
                    return answer
                self._pause(FIRST_PAUSE_S * 2**attempt)
            return request()

    def _once(self, request: Callable[[], T]) -> T | None:
        """The answer; None where it is worth while to ask again."""
        try:
            return request()
        except (es.ConnectionError, es.ConnectionTimeout):
            return None
        except es.ApiError as error:
            if error.status_code in PASSING and error.error != BLOCKED:
                return None
            raise

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except es.UnsupportedProductError as error:
            raise self._refused(NOT_ACCEPTABLE, OTHER_VERSION) from error
        except es.TransportError as error:
            raise IndexUnreachable(
                tr(f"{self._url}: keine Antwort", f"{self._url}: no answer")
            ) from error
        except es.ApiError as error:
            raise self._refused(error.status_code, error.error) from error

    def _refused(self, status: int, kind: str) -> BaulastError:
        """Our error for the server's; its own text may quote what the user may not see."""
        if kind == BLOCKED:
            words = tr("der Index nimmt nichts an", "the index takes nothing in")
            return IndexReadOnly(f"{self._url}: {words}")
        if status == 401:
            words = tr("Anmeldung abgelehnt", "login refused")
            return IndexRefused(f"{self._url}: {words}")
        if status == 403:
            words = tr("keine Berechtigung dafür", "not allowed to do this")
            return IndexRefused(f"{self._url}: {words}")
        if status in PASSING:
            words = tr("überlastet oder im Neustart", "overloaded or restarting")
            return IndexUnreachable(f"{self._url}: {words} ({status})")
        if status == NOT_ACCEPTABLE or kind == OTHER_VERSION:
            words = tr(
                "kein Elasticsearch 8, sondern etwas anderes oder eine andere Version",
                "no Elasticsearch 8, but something else or another version",
            )
            return IndexForeign(f"{self._url}: {words}")
        words = tr("antwortet anders als erwartet", "answers otherwise than expected")
        return IndexForeign(f"{self._url}: {words} ({status} {kind})")


def _basic(login: Login) -> tuple[str, str] | None:
    return (login.user, login.password or "") if login.user else None


def _type(outcome: Mapping[str, Any]) -> str:
    return str(outcome.get("error", {}).get("type"))


def _lines(action: Action) -> list[Any]:
    spot = json_of({"_index": action.index, "_id": action.id})
    if action.text is None:
        return [f'{{"delete":{spot}}}']
    return [f'{{"index":{spot}}}', action.text]


def _chunks(actions: Iterable[Action]) -> Iterator[list[Action]]:
    chunk: list[Action] = []
    size = 0
    for action in actions:
        chunk.append(action)
        size += len(action.text or "")
        if size >= CHUNK_BYTES or len(chunk) >= CHUNK_COUNT:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
