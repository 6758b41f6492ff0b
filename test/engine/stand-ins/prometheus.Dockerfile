# Stands in for prom/prometheus:<version>: that image is made of busybox, which has a shell; its user, its volume, its tool.
FROM debian:sid-slim
RUN apt-get update && apt-get install -y --no-install-recommends prometheus && rm -rf /var/lib/apt/lists/* \
  && rm -rf /etc/prometheus && install -d -o nobody -g nogroup /prometheus
VOLUME /prometheus
USER nobody
ENTRYPOINT ["/usr/bin/prometheus"]
