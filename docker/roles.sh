#!/bin/sh
# Runs once, when PostgreSQL makes its data directory: the two roles and the database Kith needs.
# kith_owner owns the tables and migrates them; kith_app serves, held by row-level security.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner="$KITH_OWNER_PASSWORD" --set app="$KITH_APP_PASSWORD" <<'SQL'
CREATE ROLE kith_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE kith_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOINHERIT PASSWORD :'app';
CREATE DATABASE kith OWNER kith_owner TEMPLATE template0 ENCODING 'UTF8'
  LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C.UTF-8';
SQL
