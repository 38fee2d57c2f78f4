"""Firebase Cloud Messaging: firebase-admin's credentials, message types and encoder over a pooled transport.

What each header means: https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages,
Apple's "Sending notification requests to APNs", and RFC 8030 (TTL, Urgency, Topic) for the web.
"""

import ipaddress
import ssl
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import firebase_admin
from firebase_admin import credentials, messaging
from google.auth.credentials import Credentials
from google.oauth2.credentials import Credentials as StaticCredentials

from push.gateways import fcm_payload
from push.gateways.access_token import AccessToken
from push.gateways.collapse import collapse_id, web_topic
from push.gateways.fcm_errors import receipt_of
from push.gateways.fcm_transport import FcmTransport
from push.gateways.protocol import Message, ProviderReceipt, SendOutcome, expired
from push.gateways.shortening import well_formed

GOOGLE = "https://fcm.googleapis.com"
LONGEST_TTL = timedelta(weeks=4)  # FCM's own limit
_HEADERS = {
    "X-GOOG-API-FORMAT-VERSION": "2",  # answers with FcmError details
    "X-FIREBASE-CLIENT": f"fire-admin-python/{firebase_admin.__version__}",
}


class FcmGateway:
    """Sends to FCM's HTTP v1 API, one attempt a message, at most `in_flight` at a time.

    `credentials_file` is the service account's JSON from the Firebase console. Only a loopback `url` (a
    test server) may do without. `timeout` in seconds bounds one message. Raises ValueError or OSError,
    with words for the operator, when the set-up cannot work.
    """

    name = "fcm"

    def __init__(
        self,
        *,
        credentials_file: str | None = None,
        project_id: str | None = None,
        url: str | None = None,
        in_flight: int = 500,
        timeout: float = 20.0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        base = (url or GOOGLE).rstrip("/")
        google, project = _credentials(credentials_file, project_id, base)
        self._transport = FcmTransport(
            f"{base}/v1/projects/{project}/messages:send",
            AccessToken(google, timeout=timeout),
            headers=_HEADERS,
            in_flight=in_flight,
            timeout=timeout,
            tls=tls,
        )

    def send(self, messages: Sequence[Message], *, now: datetime) -> list[ProviderReceipt]:
        refusals: dict[int, ProviderReceipt] = {}
        answers = self._transport.post_all(_bodies(messages, refusals, now))
        return [
            refusals.get(place) or receipt_of(message.delivery_id, answers[place], now=now)
            for place, message in enumerate(messages)
        ]

    def close(self) -> None:
        self._transport.close()


def _bodies(
    messages: Sequence[Message], refusals: dict[int, ProviderReceipt], now: datetime
) -> Iterator[tuple[int, bytes]]:
    """The request body of each message by its place; those that cannot be sent go into `refusals`."""
    for place, message in enumerate(messages):
        refusal = expired(message, now=now)
        if refusal is None:
            try:
                yield place, b'{"message":' + payload(message, now=now).encode() + b"}"
                continue
            except fcm_payload.TooLarge as error:
                refusal = ProviderReceipt(message.delivery_id, SendOutcome.REFUSED, error=str(error))
            except (
                ValueError,
                TypeError,
                AttributeError,
            ):  # the encoder: data that are no strings, an empty address
                refusal = ProviderReceipt(message.delivery_id, SendOutcome.REFUSED, error="INVALID_ARGUMENT")
        refusals[place] = refusal


def payload(message: Message, *, now: datetime) -> str:
    """The JSON of FCM's `message` object, encoded by firebase-admin, within FCM's size limit.

    Raises fcm_payload.TooLarge, or ValueError for what the encoder does not take.
    """
    sealed = envelope(message, now)
    essential = {"link": message.deep_link, "delivery_id": message.delivery_id}
    data = essential | {
        key: well_formed(value) for key, value in message.data.items() if key not in essential
    }

    def render(title: str, body: str, kept: dict[str, str]) -> str:
        sealed.notification = messaging.Notification(title=title, body=body)
        sealed.data = kept
        return str(sealed)  # public: a Message's text is its JSON

    return fcm_payload.encode(
        render, well_formed(message.title), well_formed(message.body), data, essential=len(essential)
    )


def envelope(message: Message, now: datetime) -> messaging.Message:
    """Everything but the texts and the data; for all platforms, as a token does not tell its own."""
    lifetime = min(message.expires_at - now, LONGEST_TTL)
    collapse = collapse_id(message.collapse_key)
    made = messaging.Message(
        android=_android(message, lifetime, collapse),
        apns=_apns(message, now + lifetime, collapse),
        webpush=_webpush(message, lifetime, collapse),
    )
    # Set afterwards: the constructor warns that installation ids will replace registration tokens, which
    # is what apps register with us until then.
    made.token = message.address
    return made


def _android(message: Message, lifetime: timedelta, collapse: str) -> messaging.AndroidConfig:
    return messaging.AndroidConfig(
        collapse_key=collapse,
        priority="high" if message.urgent else "normal",
        ttl=timedelta(seconds=int(lifetime.total_seconds())),
        notification=messaging.AndroidNotification(
            channel_id=message.channel,
            tag=collapse,  # a second copy replaces the first in the tray
            visibility="private",  # a locked screen shows the app's name only, where the owner wants that
        ),
    )


def _apns(message: Message, until: datetime, collapse: str) -> messaging.APNSConfig:
    return messaging.APNSConfig(
        headers={
            "apns-push-type": "alert",
            "apns-priority": "10" if message.urgent else "5",
            "apns-expiration": str(int(until.timestamp())),
            "apns-collapse-id": collapse,
        },
        payload=messaging.APNSPayload(
            messaging.Aps(
                sound="default",
                thread_id=message.channel,
                custom_data={"interruption-level": "time-sensitive" if message.urgent else "active"},
            )
        ),
    )


def _webpush(message: Message, lifetime: timedelta, collapse: str) -> messaging.WebpushConfig:
    link = message.deep_link
    return messaging.WebpushConfig(
        headers={
            "TTL": str(int(lifetime.total_seconds())),
            "Urgency": "high" if message.urgent else "normal",
            "Topic": web_topic(collapse),
        },
        notification=messaging.WebpushNotification(tag=collapse, language=message.locale),
        # FCM takes no other scheme; an app's own scheme is in data["link"].
        fcm_options=messaging.WebpushFCMOptions(link=link) if link.startswith("https://") else None,
    )


def _credentials(path: str | None, project_id: str | None, base: str) -> tuple[Credentials, str]:
    local = is_loopback(base)
    if not local and urlsplit(base).scheme != "https":
        raise ValueError(f"GRACEDAY_FCM_URL: {base} would carry the access token in clear; use https")
    if path is None:
        if not local:
            raise ValueError("GRACEDAY_FCM_CREDENTIALS_FILE: FCM needs the service account's JSON file")
        static = StaticCredentials(token="loopback")  # type: ignore[no-untyped-call]
        return static, project_id or "loopback"
    certificate = credentials.Certificate(path)
    return certificate.get_credential(), project_id or certificate.project_id


def is_loopback(url: str) -> bool:
    """Whether `url` names this very machine, by address or as localhost."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
