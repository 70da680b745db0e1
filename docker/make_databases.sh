#!/bin/bash
# Make the two databases, each with an owner who can enter that one only. PostgreSQL's image runs it when its volume
# is empty; SECRETS is where the passwords are, NAMES are the databases (the tests' are others).
set -euo pipefail
secrets=${SECRETS:-/run/secrets}
for name in ${NAMES:-airflow wirewatch}; do
  psql --set ON_ERROR_STOP=1 --quiet --username "$POSTGRES_USER" --dbname postgres \
    --set "name=$name" --set "password=$(cat "$secrets/postgres_${name}_password")" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name" ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
