"""The application with two routes more: a floor to compare with, and the processor time it took."""

import json
import os
import time
from typing import Any

import asyncpg
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.cli.worker import app as application
from backend.core.pool import dsn_parts
from schema import cost

LIST = """
query ($after: String) {
  customers(first: 50, after: $after) {
    nodes {
      id number displayName doNotCall blocked version nameParts { text family }
      phones { id label e164 main }
      addresses { id label location { id city country } }
      affiliations { id role company { id name } }
      participations { id role project { id name } }
      lastCall { id raisedAt direction outcome }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
"""What the list screen asks: customers with numbers, addresses, companies, projects, last call."""

FLOOR = """
SELECT json_build_object('nodes', coalesce(json_agg(json_build_object(
  'id', c.id, 'number', c.number, 'firstName', c.first_name, 'lastName', c.last_name,
  'doNotCall', c.do_not_call, 'blocked', c.blocked, 'version', c.version,
  'phones', (SELECT coalesce(json_agg(json_build_object(
      'id', p.id, 'label', p.label, 'e164', p.e164, 'main', p.main)), '[]')
      FROM phone_number p WHERE p.account_id = $1 AND p.customer_id = c.id),
  'addresses', (SELECT coalesce(json_agg(json_build_object(
      'id', a.id, 'label', a.label, 'city', l.city, 'country', l.country)), '[]')
      FROM address a JOIN location l ON l.id = a.location_id
     WHERE a.account_id = $1 AND a.customer_id = c.id),
  'affiliations', (SELECT coalesce(json_agg(json_build_object(
      'id', f.id, 'role', f.role, 'company', o.name)), '[]')
      FROM affiliation f JOIN company o ON o.id = f.company_id
     WHERE f.account_id = $1 AND f.customer_id = c.id),
  'participations', (SELECT coalesce(json_agg(json_build_object(
      'id', t.id, 'role', t.role, 'project', j.name)), '[]')
      FROM participation t JOIN project j ON j.id = t.project_id
     WHERE t.account_id = $1 AND t.customer_id = c.id),
  'lastCall', (SELECT json_build_object('id', k.id, 'raisedAt', k.raised_at, 'outcome', k.outcome)
      FROM call_party y JOIN call k ON k.id = y.call_id
     WHERE y.account_id = $1 AND y.customer_id = c.id ORDER BY y.call_id DESC LIMIT 1))), '[]'))::text
  FROM (SELECT * FROM customer
         WHERE account_id = $1 AND deleted_at IS NULL AND (sort_key, id) > ($2, 0)
         ORDER BY sort_key, id LIMIT 50) c
"""
"""The least it could cost: the same rows as JSON from one statement, through a bare route."""


def app() -> Starlette:
    """The application of a worker, and what the benchmark needs beside it."""
    served = application()
    cost.BUDGET = 10**12  # one actor asks for all, which in a minute is more than one may
    account = int(os.environ["BENCH_ACCOUNT"])
    pool = asyncpg.create_pool(**dsn_parts(os.environ["BENCH_OWNER"]), min_size=1, max_size=8)

    async def floor(request: Request) -> Response:
        await pool  # opened by the first, ready for the others
        async with pool.acquire() as connection:
            body = await connection.fetchval(FLOOR, account, request.query_params.get("from", ""))
        return Response(body, media_type="application/json")

    async def plan(_request: Request) -> JSONResponse:
        async with pool.acquire() as connection:
            found: Any = await connection.fetchval(f"EXPLAIN (FORMAT json) {FLOOR}", account, "m")
        return JSONResponse({"sequential": "Seq Scan" in json.dumps(json.loads(found))})

    async def cpu(_request: Request) -> JSONResponse:
        return JSONResponse({"seconds": time.process_time()})

    served.router.routes[:0] = [
        Route("/bench/floor", floor),
        Route("/bench/plan", plan),
        Route("/bench/cpu", cpu),
    ]
    return served
