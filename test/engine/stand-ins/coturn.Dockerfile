# Stands in for coturn/coturn:<version>: a Debian with turnserver, its file capability, its volume and its user.
FROM debian:sid-slim
RUN apt-get update && apt-get install -y --no-install-recommends coturn libcap2-bin && rm -rf /var/lib/apt/lists/* \
  && mkdir -p /var/lib/coturn && setcap CAP_NET_BIND_SERVICE=+ep /usr/bin/turnserver
VOLUME /var/lib/coturn
USER nobody:nogroup
ENTRYPOINT ["turnserver"]
