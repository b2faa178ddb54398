"""A door for those who deliver: which endpoints, of whatever account, have something to do."""

from tortoise import fields
from tortoise.migrations import operations as ops

from backend.core import migration

DOOR = """
CREATE FUNCTION webhooks_due() RETURNS TABLE (account_id bigint, endpoint_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.account_id, e.id FROM webhook_endpoint e JOIN event_counter c ON c.account_id = e.account_id
   WHERE e.active AND e.paused_at IS NULL
     AND (e.cursor < c.seq
          OR EXISTS (SELECT FROM webhook_delivery d
                      WHERE d.account_id = e.account_id AND d.endpoint_id = e.id
                        AND d.state IN ('queued', 'sending') AND d.next_try_at <= now()
                        AND (d.lease_until IS NULL OR d.lease_until < now())
                        AND (e.knock_at IS NULL OR e.knock_at <= now())))
$$;
REVOKE ALL ON FUNCTION webhooks_due() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION webhooks_due() TO kith_app;
DROP INDEX webhook_delivery_due;
CREATE INDEX webhook_delivery_due ON webhook_delivery (account_id, endpoint_id, next_try_at)
  WHERE state IN ('queued', 'sending');
CREATE INDEX webhook_delivery_old ON webhook_delivery (endpoint_id, delivered_at) WHERE state = 'delivered'
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0009_outbox_queue")]
    operations = [
        ops.AddField("WebhookEndpoint", "knock_at", fields.DatetimeField(null=True)),
        ops.RunSQL(DOOR),
    ]
