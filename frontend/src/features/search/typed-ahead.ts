/** Letters typed at a field that is still on its way: kept for it, and kept from the keys of the page. */

type Edit = (text: string) => string;

/** Hands over each edit typed into the window until the answer is called. */
export function typedAhead(onedit: (edit: Edit) => void): () => void {
  function onkeydown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'Backspace') onedit((text) => text.slice(0, -1));
    else if (event.key.length === 1) onedit((text) => text + event.key);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  window.addEventListener('keydown', onkeydown, { capture: true });
  return () => window.removeEventListener('keydown', onkeydown, { capture: true });
}
