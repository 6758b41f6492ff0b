# Stands in for docker:<version>-cli: the command line of Docker and its compose plugin, in the places of that image.
FROM debian:sid-slim
RUN apt-get update && apt-get install -y --no-install-recommends docker-cli docker-compose docker-buildx \
  && rm -rf /var/lib/apt/lists/* && mkdir -p /usr/local/libexec/docker \
  && ln /usr/bin/docker /usr/local/bin/docker && cp -r /usr/libexec/docker/cli-plugins /usr/local/libexec/docker/
CMD ["docker"]
