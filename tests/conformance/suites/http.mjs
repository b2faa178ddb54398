// GraphQL over HTTP: the server audits of graphql-http, against a running server.
// Usage: node http.mjs URL TOKEN. Prints one JSON object: name → "ok" or the reason.
import { serverAudits } from 'graphql-http';

const [url, token] = process.argv.slice(2);
const fetchFn = (input, init = {}) =>
  fetch(input, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });

const results = {};
for (const audit of serverAudits({ url, fetchFn })) {
  const result = await audit.fn();
  results[`${audit.id} ${audit.name}`] = result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`;
}
console.log(JSON.stringify(results));
