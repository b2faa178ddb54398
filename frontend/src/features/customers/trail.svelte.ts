/** The list a record was opened from, so that J and K walk on through it (and the crumb leads back to it). */
import { ask } from '$lib/graphql/send';
import { CustomerIds } from './queries';
import type { Filter, Order } from './view';

export interface List {
  /** Where the list stands. */
  href: string;
  filter: Filter;
  order: Order;
  /** The places of the rows that were read. */
  places: ReadonlyMap<string, number>;
  count: number;
  exact: boolean;
}

class Trail {
  #list = $state.raw<List>();
  #places = $state.raw<ReadonlyMap<string, number>>(new Map());

  /** Remembers a list as it is left. */
  leave(list: List) {
    this.#list = list;
    this.#places = list.places;
  }

  get href() {
    return this.#list?.href;
  }

  get count() {
    return this.#list?.count ?? 0;
  }

  get exact() {
    return this.#list?.exact ?? true;
  }

  /** Where in the list somebody stands, from 0; nothing for who was not in it. */
  placeOf(id: string): number | undefined {
    return this.#places.get(id);
  }

  /** The next or the previous id, read from the list as it is now; null at its ends. */
  async step(from: string, by: 1 | -1): Promise<string | null> {
    const at = this.placeOf(from);
    if (at === undefined || !this.#list || at + by < 0) return null;
    const { filter, order } = this.#list;
    const page = await ask(CustomerIds, { first: 1, offset: at + by, filter, order });
    const id = page?.customers.nodes[0]?.id;
    if (!id || id === from) return null;
    this.#places = new Map(this.#places).set(id, at + by);
    return id;
  }
}

export const trail = new Trail();
