import { flushSync } from 'svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { keyless, possibleTypes } from 'virtual:schema-facts';
import { makeClient, resetClient } from './client';
import { graphql } from './graphql';
import { followBrowser, network, noticeOutcome } from './network.svelte';
import { pagedList } from './paged-list.svelte';
import { byField } from './problems';
import { advance, pause } from './socket';

const Page = graphql(`
  query TestPage($first: Int!, $offset: Int!) {
    customers(first: $first, offset: $offset) {
      nodes {
        id
        displayName
      }
      totalCount
      totalCountIsExact
      seq
    }
  }
`);

interface Asked {
  variables: { first: number; offset: number };
}

/** A server of so many customers that remembers which pages it was asked for. */
function server(total: number) {
  const offsets: number[] = [];
  const answer = vi.fn(async (_url: unknown, init?: RequestInit) => {
    const { variables } = JSON.parse(String(init?.body)) as Asked;
    offsets.push(variables.offset);
    const length = Math.max(0, Math.min(variables.first, total - variables.offset));
    const nodes = Array.from({ length }, (_none, at) => ({
      __typename: 'Customer',
      id: `c${variables.offset + at}`,
      displayName: `Customer ${variables.offset + at}`,
    }));
    const customers = {
      __typename: 'CustomerConnection',
      nodes,
      totalCount: total,
      totalCountIsExact: true,
      seq: 7,
    };
    return new Response(JSON.stringify({ data: { customers } }), {
      headers: { 'content-type': 'application/json' },
    });
  });
  resetClient(
    makeClient({ fetch: answer as typeof fetch, url: 'http://kith.test/graphql', socket: false }),
  );
  return { offsets, answer };
}

const list = () =>
  pagedList({
    query: Page,
    variables: (page) => page,
    connection: (data) => data.customers,
  });

describe('a list of live pages (R099)', () => {
  afterEach(() => vi.restoreAllMocks());

  test('the first page is asked at once and tells the count', async () => {
    const { offsets } = server(250);
    const rows = list();
    rows.show(0, 30);
    await vi.waitFor(() => expect(rows.count).toBe(250));
    expect(rows.row(3)?.displayName).toBe('Customer 3');
    expect(rows.row(150)).toBeUndefined();
    expect(rows.seq).toBe(7);
    expect(offsets).toEqual([0]);
    rows.stop();
  });

  test('a jump asks for the pages there, not for those between', async () => {
    const { offsets } = server(100_000);
    const rows = list();
    rows.show(0, 30);
    await vi.waitFor(() => expect(rows.count).toBe(100_000));
    rows.show(50_020, 50_050);
    await vi.waitFor(() => expect(rows.row(50_020)?.id).toBe('c50020'));
    expect(offsets).not.toContain(10_000);
    expect(offsets.length).toBeLessThanOrEqual(3);
    rows.stop();
  });

  test('no more than eight pages stay live', async () => {
    server(100_000);
    const rows = list();
    rows.show(0, 30);
    await vi.waitFor(() => expect(rows.count).toBe(100_000));
    for (let page = 1; page <= 12; page += 1) {
      rows.show(page * 100, page * 100 + 30);
      await vi.waitFor(() => expect(rows.row(page * 100)).toBeDefined());
    }
    expect(rows.row(0)).toBeUndefined();
    expect(rows.row(1_210)).toBeDefined();
    rows.stop();
  });

  test('refreshing asks again for what is in sight', async () => {
    const { answer } = server(10);
    const rows = list();
    rows.show(0, 9);
    await vi.waitFor(() => expect(rows.count).toBe(10));
    rows.refresh();
    await vi.waitFor(() => expect(answer).toHaveBeenCalledTimes(2));
    rows.stop();
  });
});

describe('what the cache knows of the schema', () => {
  test('connections and payloads have no key, nodes have one', () => {
    expect(keyless).toContain('CustomerConnection');
    expect(keyless).toContain('PageInfo');
    expect(keyless).not.toContain('Customer');
  });

  test('interfaces know what may stand for them', () => {
    expect(possibleTypes.Problem).toContain('PhoneTaken');
    expect(possibleTypes.Node).toContain('Customer');
  });
});

describe('the connection', () => {
  test('a failed request is noticed, an answer ends the notice', async () => {
    const request = vi.fn<typeof fetch>().mockRejectedValueOnce(new TypeError('failed to fetch'));
    request.mockResolvedValueOnce(new Response('{}'));
    const watched = noticeOutcome(request);
    const epoch = network.epoch;
    await expect(watched('/graphql')).rejects.toThrow();
    flushSync();
    expect(network.online).toBe(false);
    expect(network.since).toBeInstanceOf(Date);
    await watched('/graphql');
    expect(network.online).toBe(true);
    expect(network.epoch).toBe(epoch + 1);
  });

  test('the browser’s word on its connection is checked with the server', async () => {
    const request = vi.fn<typeof fetch>().mockResolvedValueOnce(new Response('{}'));
    request.mockRejectedValueOnce(new TypeError('failed to fetch'));
    request.mockResolvedValueOnce(new Response('{}'));
    const stop = followBrowser(request);
    const hear = async (word: 'offline' | 'online') => {
      window.dispatchEvent(new Event(word));
      await vi.waitFor(() => expect(request).toHaveBeenCalled());
      await new Promise((resolve) => setTimeout(resolve));
      request.mockClear();
    };
    await hear('offline');
    expect(network.online).toBe(true);
    await hear('offline');
    expect(network.online).toBe(false);
    await hear('online');
    expect(network.online).toBe(true);
    stop();
  });

  test('a request called off is no lost connection', async () => {
    const aborted = new DOMException('stopped', 'AbortError');
    await expect(
      noticeOutcome(vi.fn<typeof fetch>().mockRejectedValue(aborted))('/graphql'),
    ).rejects.toThrow();
    expect(network.online).toBe(true);
  });

  test('a subscription resumes behind the last event it saw (R081)', () => {
    const variables: Record<string, unknown> = { after: 5 };
    advance(variables, { customerChanged: { seq: 9 } });
    expect(variables.after).toBe(9);
    advance(variables, { customerChanged: null });
    expect(variables.after).toBe(9);
  });

  test('pauses grow to a quarter of a minute and no further', () => {
    for (let tries = 0; tries < 20; tries += 1) {
      expect(pause(tries)).toBeGreaterThanOrEqual(250);
      expect(pause(tries)).toBeLessThanOrEqual(15_000);
    }
  });
});

describe('problems beside their fields', () => {
  test('each field gets its first message', () => {
    const fields = [
      { path: ['input', 'email'], message: 'After the @ a dot is missing.' },
      { path: ['input', 'email'], message: 'Second.' },
    ];
    expect(byField({ message: 'Look at these.', fields })).toEqual({
      email: 'After the @ a dot is missing.',
    });
  });

  test('a problem without fields stands at its path', () => {
    expect(byField({ message: 'Taken.', path: ['input', 'number'] })).toEqual({ number: 'Taken.' });
    expect(byField({ message: 'Not allowed.', path: [] })).toEqual({ '': 'Not allowed.' });
  });
});
