# The web app is built in one stage, the packages installed in another; the third has neither tool.
FROM node:22-bookworm-slim AS web
WORKDIR /kith/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY schema/schema.graphql ../schema/
COPY frontend ./
RUN npm run build

FROM python:3.13-slim-bookworm AS packages
WORKDIR /kith
RUN python -m venv /kith/.venv
COPY requirements.txt ./
RUN .venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements.txt

FROM python:3.13-slim-bookworm
RUN useradd --system --create-home --home-dir /var/lib/kith --shell /usr/sbin/nologin kith
WORKDIR /kith
COPY --from=packages /kith/.venv .venv
COPY backend backend
COPY schema schema
COPY --from=web /kith/backend/static backend/static
COPY LICENSE README.md ./
ENV PATH=/kith/.venv/bin:$PATH PYTHONPATH=/kith PYTHONUNBUFFERED=1 \
    KITH_HOST=0.0.0.0 KITH_PORT=8000 KITH_DATA_DIR=/var/lib/kith/data KITH_LOG_FORMAT=json
USER kith
VOLUME /var/lib/kith
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=4s --start-period=40s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['KITH_PORT'] + '/healthz', timeout=3)"]
ENTRYPOINT ["python", "-m", "backend.cli"]
CMD ["serve"]
