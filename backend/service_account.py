"""What is wrong with a file that should be a Firebase service account's key, in words."""

import json
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key

_WHERE = "get it from the Firebase console: Project settings, Service accounts, Generate new private key"
_NEEDED = ("project_id", "client_email", "private_key", "token_uri")


def fault_of(path: Path) -> str | None:
    """The first thing wrong with the file at `path`; None when it will do. Never repeats what is in it."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return f"there is no file {path}; {_WHERE}"
    except OSError as error:
        return f"cannot read {path} ({error.strerror}); give it to the worker's user, mode 0400"
    except ValueError:  # not JSON, or not even text
        return f"{path} is not JSON; {_WHERE}"
    if not isinstance(content, dict):
        return f"{path} is not a service account; {_WHERE}"
    if "project_info" in content:
        return f"{path} is the app's google-services.json, not the server's key; {_WHERE}"
    if content.get("type") != "service_account":
        return f"{path} is of the type {content.get('type')!r}, not 'service_account'; {_WHERE}"
    if missing := [name for name in _NEEDED if not isinstance(content.get(name), str) or not content[name]]:
        return f"{path} lacks {', '.join(missing)}; {_WHERE}"
    try:
        load_pem_private_key(content["private_key"].encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return f"the private_key in {path} is damaged; {_WHERE}"
    return None
