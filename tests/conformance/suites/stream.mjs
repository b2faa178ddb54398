// Server-sent events: the client of graphql-sse follows one subscription.
// Usage: node stream.mjs URL TOKEN QUERY COUNT. Prints the events as one JSON list.
import { createClient } from 'graphql-sse';

const [url, token, query, count] = process.argv.slice(2);
const client = createClient({ url, headers: { authorization: `Bearer ${token}` }, retryAttempts: 0 });
const events = [];
for await (const event of client.iterate({ query })) {
  events.push(event);
  if (events.length === Number(count)) break;
}
console.log(JSON.stringify(events));
process.exit(0);
