/** A long list held as a window of live pages, so that a hundred thousand rows cost as much as eight hundred. */
import type { DocumentInput, OperationResult } from '@urql/core';
import { untrack } from 'svelte';
import { client } from './client';

const SETTLE_MS = 50;

export interface Connection<Row> {
  nodes: readonly Row[];
  totalCount: number;
  totalCountIsExact: boolean;
  seq?: number;
}

export interface PagedQuery<Row, Data = unknown, Variables extends object = object> {
  query: DocumentInput<Data, Variables>;
  /** The variables of one page. */
  variables: (page: { first: number; offset: number }) => Variables;
  connection: (data: Data) => Connection<Row>;
}

export class PagedList<Row> {
  /** Rows in the list as far as is known; capped by the server when `exact` is false. */
  count = $state(0);
  exact = $state(true);
  /** The event sequence of the first answer: subscribe after it. */
  seq = $state<number | undefined>();
  /** True until the first page has come or failed. */
  fetching = $state(true);
  error = $state.raw<OperationResult['error']>();

  #pages = $state.raw<ReadonlyMap<number, readonly Row[]>>(new Map());
  #running = new Map<number, () => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wanted: [number, number] = [0, 0];
  #top = 0;
  #ask: (page: number, take: (result: OperationResult) => void) => () => void;
  #read: (data: unknown) => Connection<Row>;

  constructor(
    asked: PagedQuery<Row>,
    readonly size = 100,
    readonly keep = 8,
  ) {
    this.#read = asked.connection;
    this.#ask = (page, take) => {
      const variables = asked.variables({ first: size, offset: page * size });
      const source = client().query(asked.query as never, variables as never, {
        requestPolicy: 'cache-and-network',
      });
      return source.subscribe(take).unsubscribe;
    };
  }

  /** The row at a place, or nothing while its page is on the way. */
  row(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / this.size))?.[index % this.size];
  }

  /** The places of the rows that are held, by what names a row. */
  places(name: (row: Row) => string): Map<string, number> {
    const found = new Map<string, number>();
    for (const [page, rows] of this.#pages)
      rows.forEach((row, step) => found.set(name(row), page * this.size + step));
    return found;
  }

  /** Says which rows are in sight; their pages, and one ahead in the direction of travel, are kept live. */
  show(first: number, last: number) {
    const downwards = first >= this.#top;
    this.#top = first;
    const from = Math.floor(first / this.size) - (downwards ? 0 : 1);
    const to = Math.floor(last / this.size) + (downwards ? 1 : 0);
    this.#wanted = [Math.max(0, from), to];
    if (this.#running.size === 0) return this.#settle();
    this.#timer ??= setTimeout(() => this.#settle(), SETTLE_MS);
  }

  /** Reads the pages in sight again from the server. */
  refresh() {
    for (const [page, stop] of this.#running) {
      stop();
      this.#running.delete(page);
    }
    this.#settle();
  }

  /** Ends every page; the list is not used afterwards. */
  stop() {
    clearTimeout(this.#timer);
    for (const stop of this.#running.values()) stop();
    this.#running.clear();
  }

  #settle() {
    this.#timer = undefined;
    const [from, to] = this.#wanted;
    const last = this.fetching
      ? from
      : Math.min(to, Math.floor(Math.max(0, this.count - 1) / this.size));
    for (let page = from; page <= last; page += 1) this.#start(page);
    this.#dropFarPages((from + last) / 2);
  }

  #start(page: number) {
    if (this.#running.has(page)) return;
    this.#running.set(page, () => {});
    const stop = this.#ask(page, (result) => untrack(() => this.#take(page, result)));
    this.#running.set(page, stop);
  }

  #take(page: number, result: OperationResult) {
    this.error = result.error;
    this.fetching = false;
    if (!result.data) return;
    const { nodes, totalCount, totalCountIsExact, seq } = this.#read(result.data);
    // Behind a capped count another page may follow a full one.
    const full = nodes.length === this.size;
    const reached = page * this.size + nodes.length + (full ? 1 : 0);
    this.count = totalCountIsExact ? totalCount : Math.max(this.count, totalCount, reached);
    this.exact = totalCountIsExact;
    this.seq ??= seq;
    const pages = new Map(this.#pages);
    pages.set(page, nodes);
    this.#pages = pages;
  }

  #dropFarPages(middle: number) {
    const far = [...this.#running.keys()].sort(
      (a, b) => Math.abs(a - middle) - Math.abs(b - middle),
    );
    const dropped = far.slice(this.keep);
    if (!dropped.length) return;
    const pages = new Map(this.#pages);
    for (const page of dropped) {
      this.#running.get(page)?.();
      this.#running.delete(page);
      pages.delete(page);
    }
    this.#pages = pages;
  }
}

/** Makes a list whose rows, variables and answer fit its document. */
export function pagedList<Row, Data, Variables extends object>(
  asked: PagedQuery<Row, Data, Variables>,
): PagedList<Row> {
  return new PagedList(asked as unknown as PagedQuery<Row>);
}
