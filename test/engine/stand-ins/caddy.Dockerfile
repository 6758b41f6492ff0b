# Stands in for caddy:<version>: that image is made of Alpine, whose busybox has wget.
FROM debian:sid-slim
RUN apt-get update && apt-get install -y --no-install-recommends caddy ca-certificates wget && rm -rf /var/lib/apt/lists/*
ENV XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data
WORKDIR /srv
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
