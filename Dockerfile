# Openhuis in a container: the pages' assets, the program, and a small image that runs it as nobody in particular.

FROM node:22-bookworm-slim AS assets
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --ignore-scripts --no-progress
COPY frontend ./
RUN npm run --silent build

FROM rust:1.95-bookworm AS program
# OpenSSL's headers, for TLS to PostgreSQL.
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libssl-dev pkg-config && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY Cargo.toml Cargo.lock build.rs ./
COPY .cargo .cargo
COPY src src
COPY templates templates
COPY migrations migrations
COPY data data
COPY --from=assets /build/frontend/dist frontend/dist
RUN cargo build --release --locked --features postgres-tls --bin openhuis \
 && install target/release/openhuis /usr/local/bin/openhuis

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libssl3 poppler-utils \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --user-group --no-create-home --home-dir /nonexistent openhuis \
 && install -d -o openhuis -g openhuis -m 0700 /data
COPY --from=program /usr/local/bin/openhuis /usr/local/bin/openhuis
COPY LICENSE /usr/share/doc/openhuis/LICENSE
USER openhuis
ENV OPENHUIS_DATA_DIR=/data OPENHUIS_LISTEN=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["openhuis", "ready"]
ENTRYPOINT ["openhuis"]
CMD ["serve"]
