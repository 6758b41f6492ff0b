# Stands in for caddy:<version>: that image is made of Alpine, whose busybox has wget; the program has a file capability.
FROM debian:sid-slim
RUN apt-get update && apt-get install -y --no-install-recommends caddy ca-certificates wget libcap2-bin \
  && rm -rf /var/lib/apt/lists/* && setcap cap_net_bind_service=+ep /usr/bin/caddy
ENV XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data
WORKDIR /srv
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
