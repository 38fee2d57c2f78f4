# Graceday's web process and worker: the same image, another command. compose.yaml shows both beside PostgreSQL.
FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt /tmp/requirements.txt
RUN python -m venv /opt/graceday \
    && /opt/graceday/bin/pip install --no-cache-dir --disable-pip-version-check \
        --require-hashes --only-binary :all: -r /tmp/requirements.txt

FROM python:3.11-slim-bookworm
# A number, so that an orchestrator can see that it is not root; its home is the one place where it may write.
RUN groupadd --system --gid 10001 graceday \
    && useradd --system --uid 10001 --gid graceday --home-dir /var/lib/graceday --create-home \
        --shell /usr/sbin/nologin graceday
COPY --from=packages /opt/graceday /opt/graceday
WORKDIR /srv/graceday
COPY LICENSE NOTICE THIRD_PARTY.md wsgi.py ./
COPY migrations migrations
COPY config config
COPY backend backend
COPY push push
ENV PATH=/opt/graceday/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    BIND=0.0.0.0:8000 \
    GRACEDAY_DATABASE_URL=sqlite:////var/lib/graceday/graceday.sqlite3 \
    GRACEDAY_ATTACHMENTS_DIR=/var/lib/graceday/attachments
USER 10001:10001
VOLUME /var/lib/graceday
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# No secret is in the image: GRACEDAY_SECRET_KEY or GRACEDAY_SECRET_KEY_FILE comes with the container.
CMD ["gunicorn", "-c", "config/gunicorn.py", "wsgi:app"]
