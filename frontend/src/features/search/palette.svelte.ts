/** Whether the palette is open, and what it was opened with. Its code is fetched at the first opening. */
import type { Component } from 'svelte';

class Palette {
  open = $state(false);
  text = $state('');
  loaded = $state.raw<Component | null>(null);

  async show(text = '') {
    this.text = text;
    this.loaded ??= (await import('./Palette.svelte')).default;
    this.open = true;
  }

  close() {
    this.open = false;
  }
}

export const palette = new Palette();
