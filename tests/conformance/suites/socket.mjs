// graphql-transport-ws: the client of graphql-ws asks, subscribes and completes.
// Usage: node socket.mjs URL TOKEN QUERY COUNT. Prints the events as one JSON list.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [url, token, query, count] = process.argv.slice(2);
const client = createClient({ url, connectionParams: { authorization: `Bearer ${token}` }, retryAttempts: 0, webSocketImpl: WebSocket });
const events = [];
for await (const event of client.iterate({ query })) {
  events.push(event);
  if (events.length === Number(count)) break;
}
await client.dispose();
console.log(JSON.stringify(events));
process.exit(0);
