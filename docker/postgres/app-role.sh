#!/bin/bash
# Runs once, when the database is made: the login of the apps. What it may do stands in the migrations.
set -euo pipefail
psql --set=ON_ERROR_STOP=1 --set=password="$(cat /run/secrets/postgres-app-password)" \
  --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
create role motcua_app nologin;
create role motcua login password :'password' in role motcua_app;
SQL
