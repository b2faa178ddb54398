/** Subscriptions over graphql-transport-ws that never give up and resume after the last event they saw. */
import type { SubscriptionForwarder } from '@urql/core';
import { createClient, type Client } from 'graphql-ws';
import { network } from './network.svelte';

const LONGEST_PAUSE = 15_000;
const KEEP_ALIVE = 20_000;
/** A socket over a dead network stays open for minutes; one that answers no ping for this long is given up. */
const ANSWER_WITHIN = 10_000;

/** Waits longer after each failed attempt, with some chance in it so that not all windows return at once. */
export function pause(retries: number): number {
  return Math.min(LONGEST_PAUSE, 500 * 2 ** retries) * (0.5 + Math.random() / 2);
}

/** Moves the cursor of a running subscription, which graphql-ws sends again after a reconnect. */
export function advance(variables: Record<string, unknown> | undefined, data: unknown) {
  if (!variables || !('after' in variables) || !data || typeof data !== 'object') return;
  const [event] = Object.values(data) as [{ seq?: unknown } | null];
  if (typeof event?.seq === 'number') variables.after = event.seq;
}

function connect(): Client {
  let wasLost = false;
  let overdue: ReturnType<typeof setTimeout> | undefined;
  const client: Client = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    lazy: true,
    lazyCloseTimeout: 5_000,
    keepAlive: KEEP_ALIVE,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: (retries) => new Promise((done) => setTimeout(done, pause(retries))),
    on: {
      connected() {
        if (wasLost) network.found();
        wasLost = false;
      },
      ping(received) {
        if (!received) overdue = setTimeout(() => client.terminate(), ANSWER_WITHIN);
      },
      pong(received) {
        if (received) clearTimeout(overdue);
      },
      closed(event) {
        clearTimeout(overdue);
        if ((event as CloseEvent).code === 1000) return;
        wasLost = true;
        network.lost();
      },
    },
  });
  return client;
}

/** A forwarder for urql; the socket opens with the first subscription. */
export function openSocket(): SubscriptionForwarder {
  let socket: Client | undefined;
  return (request) => ({
    subscribe(sink) {
      socket ??= connect();
      const variables = request.variables as Record<string, unknown> | undefined;
      const payload = { query: request.query ?? '', variables: variables && { ...variables } };
      const unsubscribe = socket.subscribe(payload, {
        next(result) {
          advance(payload.variables, result.data);
          sink.next(result as never);
        },
        error: (error) => sink.error(error),
        complete: () => sink.complete(),
      });
      return { unsubscribe };
    },
  });
}
