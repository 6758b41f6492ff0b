# The images of Burrow, one target each: keeper, signaling, caddy, edge, turn; and cli, the commands for hosts without Node.
#
# What they are built on, once and exactly. Each can be replaced by a mirror or a digest: the environment variable of
# the same name, also in .env. Tags are whole versions by each project's own scheme, never "latest".
ARG NODE_IMAGE=node:26.10.0-trixie-slim
ARG CADDY_IMAGE=caddy:2.11.4
ARG HAPROXY_IMAGE=haproxy:3.2.26
ARG COTURN_IMAGE=coturn/coturn:4.18.0-r0
ARG CLI_IMAGE=docker:28.5.2-cli

# --- The service, the keeper and the page -------------------------------------------------------------------------

FROM ${NODE_IMAGE} AS packages
ARG NPM_REGISTRY=https://registry.npmjs.org/
WORKDIR /burrow
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund --registry="$NPM_REGISTRY"

FROM ${NODE_IMAGE} AS build
ARG NPM_REGISTRY=https://registry.npmjs.org/
WORKDIR /burrow
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund --registry="$NPM_REGISTRY"
COPY tsconfig.base.json ./
COPY protocol protocol
COPY diagnosis diagnosis
COPY signaling signaling
COPY keeper keeper
COPY web web
RUN node_modules/.bin/tsc -b signaling keeper && node_modules/.bin/vite build web --logLevel warn

FROM ${NODE_IMAGE} AS node
# Each part has a user of its own; the group is what a part may read of what the keeper has written for it.
RUN groupadd --gid 10001 burrow \
  && useradd --uid 10001 --gid burrow --no-create-home --home-dir / --shell /usr/sbin/nologin keeper \
  && useradd --uid 10002 --gid burrow --no-create-home --home-dir / --shell /usr/sbin/nologin signaling
ENV NODE_ENV=production
WORKDIR /burrow
COPY --from=packages /burrow/package.json ./
COPY --from=packages /burrow/node_modules node_modules
COPY --from=build /burrow/protocol/dist protocol/dist
COPY --from=build /burrow/diagnosis/dist diagnosis/dist
COPY --from=build /burrow/signaling/dist signaling/dist

FROM node AS signaling
COPY --from=build /burrow/web/dist web/dist
# The engine gives a new volume the owner and the mode of the directory that it is first mounted over, in whichever
# container that is: so every image has the directories of its volumes, and all agree on them.
RUN install -d -o signaling -g burrow -m 2755 /run/burrow/turn-health \
  && install -d -o signaling -g burrow -m 0700 /run/burrow/reports \
  && install -d -o keeper -g burrow -m 2770 /run/burrow/signaling
USER signaling:burrow
EXPOSE 3000
COPY deploy/http-healthcheck.sh /burrow/
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --retries=3 CMD ["/burrow/http-healthcheck.sh", "3000", "/readyz"]
CMD ["node", "signaling/dist/main.js"]

FROM node AS keeper
COPY --from=build /burrow/keeper/dist keeper/dist
# What it tells the operator of the other parts.
ARG CADDY_IMAGE COTURN_IMAGE
ENV CADDY_IMAGE=$CADDY_IMAGE COTURN_IMAGE=$COTURN_IMAGE
RUN for volume in keeper signaling turn edge caddy caddy-data; do \
    install -d -o keeper -g burrow -m 2770 /run/burrow/$volume; done \
  && install -d -o signaling -g burrow -m 0700 /run/burrow/reports \
  # The places of files that are mounted: without them the engine would write to the image's layer.
  && mkdir /run/operator && cd /run/operator && touch acme-ca-root.pem certificate.pem key.pem /burrow/turnserver.conf
USER keeper:burrow
# "ready", or the lines that say what is wrong: what is written here "docker inspect" shows beside "unhealthy".
HEALTHCHECK --interval=2s --timeout=5s --start-period=15s --retries=3 CMD cat /tmp/health && grep -qx ready /tmp/health
CMD ["node", "keeper/dist/main.js"]

# --- Caddy: certificates and HTTPS --------------------------------------------------------------------------------

FROM ${CADDY_IMAGE} AS caddy
USER 0
# The copy has no file capability any more: with one, the program could not be started without privileges, and it needs
# none.
RUN cp "$(command -v caddy)" /caddy-plain && mv /caddy-plain "$(command -v caddy)"
# The same user as the keeper's, which hands the certificates on: Caddy keeps its keys for its own user alone.
RUN echo 'burrow:x:10001:' >> /etc/group && echo 'caddy-keeper:x:10001:10001::/:/sbin/nologin' >> /etc/passwd \
  && mkdir -p /run/burrow/caddy /run/burrow/caddy-data && chown 10001:10001 /run/burrow/* && chmod 2770 /run/burrow/*
USER 10001:10001
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --retries=3 \
  CMD ["wget", "-q", "-T", "4", "-O", "/dev/null", "http://127.0.0.1:8083/readyz"]
# A changed Caddyfile is taken without a pause. But for names that change their authority Caddy forgets certificates that
# it has (2.11), so for those it starts again.
COPY deploy/run-until-changed.sh /burrow/
ENTRYPOINT []
CMD ["/burrow/run-until-changed.sh", "/run/burrow/caddy/authorities", "--", \
  "caddy", "run", "--config", "/run/burrow/caddy/Caddyfile", "--watch"]

# --- HAProxy: the one port 443 ------------------------------------------------------------------------------------

FROM ${HAPROXY_IMAGE} AS edge
USER 0
RUN echo 'burrow:x:10001:' >> /etc/group && echo 'edge:x:10005:10001::/:/usr/sbin/nologin' >> /etc/passwd \
  && install -d -o 10001 -g 10001 -m 2770 /run/burrow/edge
COPY deploy/run-until-changed.sh deploy/http-healthcheck.sh deploy/edge /burrow/
# Where coturn is: its part of the bundle, or with an open relay the host.
ENV TURN_ADDRESS=turn
USER 10005:10001
# The image would have it wait until the last connection has ended, which a call's may do in hours.
STOPSIGNAL SIGTERM
# On the way of a page: through this process, caddy and the service.
HEALTHCHECK --interval=5s --timeout=6s --start-period=30s --retries=3 CMD ["/burrow/http-healthcheck.sh", "8082", "/readyz"]
ENTRYPOINT []
CMD ["haproxy", "-W", "-db", "-f", "/burrow/haproxy.cfg"]

# --- coturn: the relay --------------------------------------------------------------------------------------------

FROM ${COTURN_IMAGE} AS turn
ARG DEBIAN_MIRROR=http://deb.debian.org/debian
USER 0
# nft puts up the guard. The copy of turnserver has no file capability any more, as that of caddy.
RUN sed -i "s|http://deb.debian.org/debian\$|$DEBIAN_MIRROR|" /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2> /dev/null; \
  apt-get update && apt-get install -y --no-install-recommends nftables && rm -rf /var/lib/apt/lists/* \
  && cp "$(command -v turnserver)" /burrow-turnserver && mv /burrow-turnserver "$(command -v turnserver)" \
  && echo 'burrow:x:10001:' >> /etc/group && echo 'turn:x:10003:10001::/:/usr/sbin/nologin' >> /etc/passwd \
  && install -d -o 10001 -g 10001 -m 2770 /run/burrow/turn && install -d -o 10002 -g 10001 -m 2755 /run/burrow/turn-health
COPY deploy/run-until-changed.sh deploy/turn /burrow/
# Root for the first moments, without the right to overlook modes of files: the group may read the configuration.
USER 0:10001
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 CMD ["/burrow/healthcheck.sh"]
ENTRYPOINT []
CMD ["/burrow/start.sh"]

# --- The commands, for hosts without Node (deploy/cli.yml) --------------------------------------------------------

FROM ${CLI_IMAGE} AS docker-cli

FROM ${NODE_IMAGE} AS cli
WORKDIR /burrow
COPY --from=docker-cli /usr/local/bin/docker /usr/local/bin/docker
COPY --from=docker-cli /usr/local/libexec/docker/cli-plugins /usr/local/libexec/docker/cli-plugins
COPY --from=packages /burrow/package.json ./
COPY --from=packages /burrow/node_modules node_modules
# What the commands have besides; on hosts with Node it comes with the tools for development.
COPY --from=build /burrow/node_modules/commander node_modules/commander
COPY --from=build /burrow/node_modules/docker-compose node_modules/docker-compose
COPY --from=build /burrow/node_modules/modern-tar node_modules/modern-tar
COPY --from=build /burrow/node_modules/yaml node_modules/yaml
COPY --from=build /burrow/node_modules/qr node_modules/qr
COPY protocol/src protocol/src
COPY diagnosis/src diagnosis/src
COPY signaling/src signaling/src
COPY keeper/src keeper/src
COPY scripts/src scripts/src
ENTRYPOINT ["node", "--conditions=source", "--disable-warning=ExperimentalWarning", "/burrow/scripts/src/cli.ts"]
