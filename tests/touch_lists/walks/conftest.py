"""The borrowers of the API's tests."""

from tests.api.conftest import alice, cheap_passwords, register  # noqa: F401 - fixtures
