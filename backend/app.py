"""The app factory: wiring only."""

import secrets
from pathlib import Path

from flask import Flask, g, request
from flask_cors import CORS
from werkzeug.middleware.proxy_fix import ProxyFix

from backend.api import health
from backend.api.bureau import (
    applications,
    attachments,
    checkpoints,
    credit_record,
    credit_reports,
    disputes,
    findings,
)
from backend.api.credit import (
    card_instalments,
    cards,
    loan_agreements,
    loans,
    minimum_forecast,
    payments,
    promotions,
    standing,
    statements,
)
from backend.api.http import documents, headers, limits, problems, sign_in, strict_requests
from backend.api.people import auth, email_address, mail_pages, me, passwords, second_factor, sessions
from backend.api.relief import (
    affordability,
    complaint_enclosures,
    complaints,
    contact_buttons,
    contact_export,
    contact_imports,
    contact_notices,
    contacts,
    counsellor_links,
    counsellor_views,
    debt_disputes,
    helplines,
    lateness,
    minimum_only,
    negotiations,
    next_steps,
    offers,
    ownership,
    pay_off_plans,
    payees,
    promises,
    silence,
    talk_words,
    validation_notices,
)
from backend.api.reminders import calendar_feeds, calm_pause, deadlines, devices, inbox, policies, series
from backend.api.spending import (
    cash_accounts,
    cash_flow,
    categories,
    cut_plans,
    envelopes,
    exchange_rates,
    expected_flows,
    import_decisions,
    imports,
    recurring,
    transaction_links,
    transaction_roles,
    transactions,
)
from backend.attachments.files import Store
from backend.clock import Clock
from backend.errors import Malformed
from backend.store.database import bind, renew_connection
from config.settings import Settings
from push.gateways import registry

ROOMS = (
    auth,
    passwords,
    email_address,
    sessions,
    second_factor,
    me,
    devices,
    cards,
    card_instalments,
    promotions,
    minimum_forecast,
    loans,
    loan_agreements,
    statements,
    payments,
    standing,
    deadlines,
    series,
    policies,
    inbox,
    calm_pause,
    calendar_feeds,
    cash_accounts,
    imports,
    import_decisions,
    transactions,
    transaction_links,
    transaction_roles,
    categories,
    recurring,
    expected_flows,
    exchange_rates,
    cash_flow,
    cut_plans,
    envelopes,
    credit_reports,
    findings,
    checkpoints,
    applications,
    disputes,
    attachments,
    credit_record,
    next_steps,
    helplines,
    affordability,
    lateness,
    minimum_only,
    pay_off_plans,
    contacts,
    contact_notices,
    contact_buttons,
    contact_export,
    promises,
    complaints,
    complaint_enclosures,
    contact_imports,
    silence,
    negotiations,
    offers,
    talk_words,
    counsellor_links,
    counsellor_views,
    ownership,
    payees,
    validation_notices,
    debt_disputes,
)


def create_app(
    settings: Settings, clock: Clock, verify_identity: sign_in.VerifyIdentity | None = None
) -> Flask:
    """A WSGI app on `settings.database_url`. `verify_identity` checks Firebase ID tokens where configured."""
    app = Flask(__name__, static_folder=None)
    app.config.update(
        SECRET_KEY=secrets.token_bytes(32),  # Flask's own sessions are not used
        MAX_CONTENT_LENGTH=settings.max_body_bytes,
        PROPAGATE_EXCEPTIONS=False,
        GRACEDAY=settings,
        PUSH_PROVIDERS=registry.of_devices(),
        ATTACHMENTS=Store(Path(settings.attachments_dir), settings.max_attachment_bytes),
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    bind(settings.database_url)
    _prepare_requests(app, clock)
    headers.register(app)
    health.register(app, settings)
    limits.register_network(app, settings)
    sign_in.register(app, settings, verify_identity)
    _refuse_nul(app)
    limits.register(app, settings)
    strict_requests.register(app)
    api = documents.make_api(app)
    problems.register(app)
    for room in ROOMS:
        api.register_blueprint(room.blueprint)
    documents.register(app, api)
    mail_pages.register(app)
    if settings.cors_origins:
        CORS(app, origins=list(settings.cors_origins), expose_headers=["ETag", "Retry-After", "X-Request-ID"])
    return app


def _prepare_requests(app: Flask, clock: Clock) -> None:
    @app.before_request
    def begin() -> None:
        """A thread keeps its connection from request to request, unless it is broken by now."""
        g.now = clock()
        renew_connection()

    @app.teardown_request
    def finish(error: BaseException | None) -> None:
        renew_connection()


def _refuse_nul(app: Flask) -> None:
    """No view and no database has to read a NUL; whoever sent it is known by now, and told in their language."""

    @app.before_request
    def refuse() -> None:
        if "\x00" in request.path or b"%00" in request.query_string:
            raise Malformed("address-nul")
