/** Asks as one types, and keeps what was found until something newer has come. */
import { client } from '$lib/graphql/client';
import type { VariablesOf } from '$lib/graphql/graphql';
import { Find, type Found } from './queries';

const TYPING_MS = 90;
const AT_ONCE = 9;

export type Kind = NonNullable<VariablesOf<typeof Find>['kinds']>[number];

export class Finder {
  found = $state.raw<Found | null>(null);
  /** The words `found` answers. */
  text = $state('');
  failed = $state(false);
  /** How many of each kind there are, from the search over all kinds. */
  counts = $state.raw<ReadonlyMap<Kind, number>>(new Map());
  total = $state(0);
  exact = $state(true);
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Asks for these words among these kinds; only the newest question is answered. */
  ask(text: string, kind: Kind | null) {
    clearTimeout(this.#timer);
    this.#asked += 1;
    if (!text) {
      this.found = null;
      this.text = '';
      this.counts = new Map();
      return;
    }
    const asked = this.#asked;
    this.#timer = setTimeout(() => void this.#send(asked, text, kind), TYPING_MS);
  }

  async #send(asked: number, text: string, kind: Kind | null) {
    const variables = { text, first: AT_ONCE, kinds: kind ? [kind] : null };
    const result = await client()
      .query(Find, variables, { requestPolicy: 'network-only' })
      .toPromise();
    if (asked !== this.#asked) return;
    this.failed = !result.data;
    if (!result.data) return;
    const { search } = result.data;
    this.found = search;
    this.text = text;
    if (kind) return;
    this.counts = new Map(search.kinds.map((one) => [one.kind as Kind, one.count]));
    this.total = search.totalCount;
    this.exact = search.totalCountIsExact;
  }
}
