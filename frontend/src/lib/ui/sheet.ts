/** What a side sheet does with its place and with the focus. */

/** Moves the sheet beside the page: into the shell's slot when there is one. */
export function intoSheetSlot(node: HTMLElement) {
  document.getElementById('sheet-slot')?.append(node);
  return () => node.remove();
}

const FOCUSABLE =
  'input:not([type=hidden]), select, textarea, [data-first], button:not([aria-label]), a[href]';

/** Takes the focus inside at opening, to the first field, and brings it back to where it was. */
export function keepFocus(node: HTMLElement) {
  const before = document.activeElement as HTMLElement | null;
  const first =
    node.querySelector<HTMLElement>('[autofocus], [data-first]') ??
    node.querySelector<HTMLElement>(FOCUSABLE);
  (first ?? node).focus();
  return () => {
    if (before?.isConnected) before.focus();
  };
}
