/** Whether the palette is open, and what it was opened with. Its code is fetched once the page is at rest. */
import type { Component } from 'svelte';
import { typedAhead } from './typed-ahead';

class Palette {
  open = $state(false);
  text = $state('');
  loaded = $state.raw<Component | null>(null);
  #waiting = false;

  /** Fetches the code, so that the first opening has nothing to wait for. */
  async load() {
    this.loaded ??= (await import('./Palette.svelte')).default;
  }

  /** Opens with a text; what is typed before the code has come is not lost. */
  async show(text = '') {
    if (this.#waiting) return;
    this.text = text;
    this.#waiting = true;
    const stop = typedAhead((edit) => (this.text = edit(this.text)));
    try {
      await this.load();
      this.open = true;
    } finally {
      stop();
      this.#waiting = false;
    }
  }

  close() {
    this.open = false;
  }
}

export const palette = new Palette();
