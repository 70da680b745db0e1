#!/bin/bash
# Make the authority and the certificate of Elasticsearch, once, into the folder $1. Runs in Elasticsearch's image.
# The authority's key is thrown away, so that what is in the volume can sign nothing.
set -euo pipefail
certs=$1
certutil=${CERTUTIL:-/usr/share/elasticsearch/bin/elasticsearch-certutil}
if [ -f "$certs/elasticsearch.crt" ]; then
  echo "the certificates are there"
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/instances.yml" <<Y
instances:
  - name: elasticsearch
    dns: [elasticsearch, localhost]
    ip: [127.0.0.1]
Y
"$certutil" ca --silent --pem --days 3650 --out "$work/ca.zip"
(cd "$work" && unzip -q ca.zip)
"$certutil" cert --silent --pem --days 1825 --in "$work/instances.yml" --ca-cert "$work/ca/ca.crt" --ca-key "$work/ca/ca.key" --out "$work/certs.zip"
(cd "$work" && unzip -q certs.zip)
mkdir -p "$certs"
cp "$work/ca/ca.crt" "$work/elasticsearch/elasticsearch.key" "$certs/"
chmod 0755 "$certs"
chmod 0644 "$certs/ca.crt"
# Elasticsearch runs as user 1000; others that mount the folder are in its group.
chmod 0600 "$certs/elasticsearch.key"
[ "$(id -u)" != 0 ] || chown 1000:0 "$certs/elasticsearch.key"
# Last, because its presence says that all are there.
install -m 0644 "$work/elasticsearch/elasticsearch.crt" "$certs/elasticsearch.crt"
echo "made the certificates in $certs"
