/** The one GraphQL client: POST for queries and mutations, a WebSocket for subscriptions, one normalised cache. */
import { Client, fetchExchange, subscriptionExchange, type Exchange } from '@urql/core';
import { cacheExchange, type Cache, type CacheExchangeOpts } from '@urql/exchange-graphcache';
import { keyless, possibleTypes } from 'virtual:schema-facts';
import { network, noticeOutcome } from './network.svelte';
import { openSocket } from './socket';

/** Mutations that add to or take from lists; the lists are then read again. */
const LISTS: Record<string, string[]> = {
  customer: ['customers', 'people', 'search'],
  contact: ['contacts', 'people', 'search'],
  company: ['companies', 'search'],
  project: ['projects', 'search'],
};

/** Mutations after which who one is, or what one has, is read again. */
const OWN = ['phoneDeviceCreate', 'phoneDeviceUpdate', 'phoneDeviceRemove'];

function listUpdates() {
  const updates: Record<string, (r: unknown, a: unknown, cache: Cache) => void> = {};
  for (const mutation of OWN) {
    updates[mutation] = (_result, _args, cache) => forget(cache, ['viewer']);
  }
  for (const [room, fields] of Object.entries(LISTS)) {
    for (const action of ['Create', 'Delete', 'Restore']) {
      updates[room + action] = (_result, _args, cache) => forget(cache, fields);
    }
  }
  return updates;
}

/** Drops the cached answers of the root fields named. */
export function forget(cache: Cache, fields: string[]) {
  for (const info of cache.inspectFields('Query')) {
    if (fields.includes(info.fieldName)) cache.invalidate('Query', info.fieldName, info.arguments);
  }
}

const cacheOptions: CacheExchangeOpts = {
  keys: Object.fromEntries(keyless.map((name) => [name, () => null])),
  possibleTypes,
  updates: { Mutation: listUpdates() },
};

/** Makes a client; tests hand in their own `fetch` and leave the socket out. */
export function makeClient(options: { fetch?: typeof fetch; url?: string; socket?: boolean } = {}) {
  const exchanges: Exchange[] = [cacheExchange(cacheOptions)];
  if (options.socket ?? true) {
    exchanges.push(subscriptionExchange({ forwardSubscription: openSocket() }));
  }
  exchanges.push(fetchExchange);
  return new Client({
    url: options.url ?? '/graphql',
    exchanges,
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetch: noticeOutcome(options.fetch ?? ((...request) => fetch(...request))),
    // Subscriptions go over the socket; left to itself urql would also take an event stream here.
    fetchOptions: {
      credentials: 'same-origin',
      headers: { accept: 'application/graphql-response+json, application/json' },
    },
  });
}

let current = makeClient();

/** The client of this window. */
export const client = (): Client => current;

/** Starts with an empty cache, as after signing in or out. */
export function resetClient(next: Client = makeClient()) {
  current = next;
  network.epoch += 1;
}
