/** A shell script that posts one signed event to a line, to try the connection out. */

/**
 * The script for a hook and its secret (`whsec_` and base64). It signs `id.timestamp.body` with
 * HMAC-SHA256 as Standard Webhooks 1.0 says, and needs bash, openssl and curl.
 */
export function tryScript(url: string, secret: string): string {
  return `id="msg_$(date +%s)"; at="$(date +%s)"
body='{"type":"call.ringing","timestamp":"'$(date -u +%FT%TZ)'","data":{"call_id":"'$id'","direction":"incoming","from":"+48601412233","to":"200"}}'
key="$(printf %s '${secret.replace(/^whsec_/, '')}' | base64 -d | od -An -tx1 | tr -d ' \\n')"
sign="$(printf %s "$id.$at.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)"
curl -i '${url}' -H 'content-type: application/json' -H "webhook-id: $id" -H "webhook-timestamp: $at" -H "webhook-signature: v1,$sign" -d "$body"`;
}
