"""One push as an e-mail: headers that no text can break out of, UTF-8 text, the same identity each time."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr

from push.gateways.collapse import web_topic
from push.gateways.protocol import Message
from push.gateways.shortening import shorten, well_formed

# Seven bits on the wire: any server takes it, whatever extensions it speaks.
_WIRE = policy.SMTP.clone(cte_type="7bit")
_LONGEST_SUBJECT_BYTES = 300


class BadAddress(ValueError):
    """No mailbox can have this address."""


class UnsupportedAddress(ValueError):
    """A name outside ASCII before the @ needs SMTPUTF8 (RFC 6531) on every server of the way."""


@dataclass(frozen=True, slots=True)
class Mail:
    """What one SMTP transaction carries: the envelope's two mailboxes and the whole message in bytes."""

    delivery_id: str
    message_id: str
    origin: str
    to: str
    content: bytes

    @staticmethod
    def sender(text: str) -> Address:
        """The From address of "name@host" or "Name <name@host>"; raises ValueError."""
        name, mailbox = parseaddr(text)
        try:
            return address_of(mailbox, name)
        except ValueError as error:
            raise ValueError(f"GRACEDAY_SMTP_SENDER: {text!r} is no e-mail address") from error


def compose(message: Message, *, sender: Address, now: datetime) -> Mail:
    """The e-mail to `message.address`, dated `now`. Raises BadAddress or UnsupportedAddress.

    The Message-ID is the delivery's identity: a mailbox that gets it twice can drop one.
    """
    to = address_of(message.address)
    mail = EmailMessage(policy=_WIRE)
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = shorten(one_line(message.title), _LONGEST_SUBJECT_BYTES)
    mail["Date"] = now
    message_id = f"<{web_topic(message.delivery_id)}@{sender.domain}>"
    mail["Message-ID"] = message_id
    # RFC 3834: no holiday notice comes back to a machine.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    parts = [message.body, message.deep_link]
    if message.unsubscribe:
        mail["List-Unsubscribe"] = f"<{one_line(message.unsubscribe)}>"
        if message.unsubscribe.startswith("https://"):  # RFC 8058 allows one click over HTTPS alone
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        parts.append(f"-- \n{message.unsubscribe_text}\n{message.unsubscribe}")
    mail.set_content(well_formed("\n\n".join(part for part in parts if part) + "\n"))
    mail["Content-Language"] = one_line(message.locale)
    return Mail(message.delivery_id, message_id, sender.addr_spec, to.addr_spec, mail.as_bytes())


def address_of(mailbox: str, name: str = "") -> Address:
    """A header address for `mailbox`, an international domain in its ASCII form.

    Raises BadAddress or UnsupportedAddress.
    """
    local, _, domain = mailbox.rpartition("@")
    if not (local and domain) or any(each.isspace() or _breaks(each) for each in mailbox):
        raise BadAddress(mailbox)
    if not local.isascii():
        raise UnsupportedAddress(mailbox)
    try:
        return Address(one_line(name), addr_spec=f"{local}@{domain.encode('idna').decode()}")
    except (ValueError, HeaderParseError, IndexError) as error:  # the parser has raised all three
        raise BadAddress(mailbox) from error


def one_line(text: str) -> str:
    """`text` with line breaks and control characters turned into spaces: a header must not end early."""
    return " ".join("".join(" " if _breaks(each) else each for each in well_formed(text)).split())


def _breaks(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Zl", "Zp")
