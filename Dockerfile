# The storefront is built and committed in pb_public, so this needs no Node. Build with
#   docker build --build-arg VERSION="$(git describe --tags --always)" -t lovegiftings .
FROM golang:1.27 AS build
# The image says "local"; "auto" lets go.mod's toolchain line decide.
ENV GOTOOLCHAIN=auto
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN make build VERSION="$VERSION"
# What a program finds on a usual machine: a user, a writable /tmp (uploads pass through it), certificates of the
# authorities that vouch for Paystack, and time zones.
RUN mkdir -p /image/etc/ssl/certs /writable/data /writable/tmp \
 && echo 'shop:x:65532:65532:shop:/data:/sbin/nologin' > /image/etc/passwd \
 && echo 'shop:x:65532:' > /image/etc/group \
 && cp /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ \
 && cp "$(go env GOROOT)/lib/time/zoneinfo.zip" lovegiftings /image/

FROM scratch
COPY --from=build /image/ /
COPY --from=build --chown=65532:65532 /writable/ /
ENV ZONEINFO=/zoneinfo.zip
USER 65532:65532
VOLUME /data
EXPOSE 8080
# No HEALTHCHECK: nothing here but the shop could run one. fly.toml asks /api/health from outside, as any host should.
ENTRYPOINT ["/lovegiftings", "serve", "--http", "0.0.0.0:8080", "--dir", "/data"]
