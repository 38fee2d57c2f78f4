"""Joins settings, clock and app; nothing else: `gunicorn -c config/gunicorn.py wsgi:app`."""

import os

from backend.app import create_app
from backend.clock import moved
from config.logging import configure
from config.settings import Settings

settings = Settings.from_environ(os.environ)
configure(settings)
verify_identity = None
if "firebase" in settings.identity:
    from push.identity import FirebaseVerifier

    verify_identity = FirebaseVerifier(
        settings.firebase_project_id or "", certificate_url=settings.firebase_certificates_url
    )
app = create_app(settings, moved(settings.clock_offset_seconds), verify_identity)
