/** Which rows are selected, by id, so that a moving list keeps them. */
import { SvelteSet } from 'svelte/reactivity';

export class Selection {
  readonly ids = new SvelteSet<string>();
  /** Where a range begins. */
  #anchor = -1;

  get size(): number {
    return this.ids.size;
  }

  has(id: string | undefined): boolean {
    return id !== undefined && this.ids.has(id);
  }

  /** Selects a row or lets it go. */
  toggle(id: string, place: number) {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.#anchor = place;
  }

  /** Selects everything from the last row touched to this one. */
  extend(place: number, idAt: (place: number) => string | undefined) {
    if (this.#anchor < 0) this.#anchor = place;
    const [from, to] = [Math.min(this.#anchor, place), Math.max(this.#anchor, place)];
    this.addAll(from, to, idAt);
  }

  /** Selects every loaded row from one place to another. */
  addAll(from: number, to: number, idAt: (place: number) => string | undefined) {
    for (let at = from; at <= to; at += 1) this.add(idAt(at));
  }

  add(id: string | undefined) {
    if (id !== undefined) this.ids.add(id);
  }

  clear() {
    this.ids.clear();
    this.#anchor = -1;
  }
}
