/** Folding a card to a bar and back keeps the focus: it goes to the button that undoes the press. */
import { tick } from 'svelte';
import { desk } from './desk.svelte';

/** Takes the focus where the button that stood for this call was pressed and is gone. */
export const refocus = (id: string) => (button: HTMLElement) => {
  if (desk.turned !== id) return;
  desk.turned = '';
  // Moved to its place first: what is moved loses the focus.
  void tick().then(() => button.focus());
};
