#!/bin/bash
# On an empty database: its owner, who brings the schema up to date, and the lesser user of the application.
set -euo pipefail
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  -v owner="$(cat /run/secrets/handover/HANDOVER_DB_OWNER_PASSWORD)" \
  -v app="$(cat /run/secrets/handover/HANDOVER_DB_PASSWORD)" <<'SQL'
create role handover_owner login password :'owner';
create role handover_application login password :'app';
create database handover owner handover_owner;
revoke all on database handover from public;
grant connect on database handover to handover_application;
SQL
