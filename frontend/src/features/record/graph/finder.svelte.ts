/** A search among some kinds that follows what is typed; an answer that comes after a newer question is dropped. */
import { ask } from '$lib/graphql/send';
import type { VariablesOf } from '$lib/graphql/graphql';
import { Find, type Hit } from '../../search/queries';

export type Kind = NonNullable<VariablesOf<typeof Find>['kinds']>[number];

const PAUSE_MS = 120;
const AT_ONCE = 8;

export class Finder {
  hits = $state.raw<readonly Hit[]>([]);
  /** What the hits belong to; nothing while nobody has asked. */
  answered = $state('');
  #kinds: readonly Kind[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = '';

  constructor(kinds: readonly Kind[]) {
    this.#kinds = kinds;
  }

  typed(text: string) {
    clearTimeout(this.#timer);
    this.#asked = text.trim();
    if (!this.#asked) return this.clear();
    this.#timer = setTimeout(() => void this.#find(), PAUSE_MS);
  }

  clear() {
    clearTimeout(this.#timer);
    this.#asked = '';
    this.answered = '';
    this.hits = [];
  }

  async #find() {
    const text = this.#asked;
    const found = await ask(Find, { text, kinds: [...this.#kinds], first: AT_ONCE });
    if (text !== this.#asked || !found) return;
    this.hits = found.search.hits;
    this.answered = text;
  }
}

/** Somebody who has exactly this e-mail address or this number already, if the viewer may see them. */
export async function holderOf(field: 'EMAIL' | 'PHONE', text: string): Promise<Hit | null> {
  const found = await ask(Find, { text, kinds: ['CUSTOMER', 'CONTACT'], first: 3 });
  return (
    found?.search.hits.find((hit) =>
      hit.matched.some((match) => match.field === field && match.how === 'EXACT'),
    ) ?? null
  );
}
