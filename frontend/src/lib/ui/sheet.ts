/** What a side sheet does with its place and with the focus. */

/** Moves what it is attached to into a slot of the shell, when there is one. */
export const intoSlot = (slot: 'sheet-slot' | 'foot-slot') => (node: HTMLElement) => {
  document.getElementById(slot)?.append(node);
  return () => node.remove();
};

/** Moves the sheet beside the page. */
export const intoSheetSlot = intoSlot('sheet-slot');

const FOCUSABLE =
  'input:not([type=hidden]), select, textarea, [data-first], button:not([aria-label]), a[href]';

const firstOf = (node: HTMLElement) =>
  node.querySelector<HTMLElement>('[autofocus], [data-first]') ??
  node.querySelector<HTMLElement>(FOCUSABLE);

/**
 * Takes the focus inside at opening, to the first field, and brings it back to where it was.
 * A sheet whose content is still on its way has the focus itself until the first field is there.
 */
export function keepFocus(node: HTMLElement) {
  const before = document.activeElement as HTMLElement | null;
  const late = new MutationObserver(() => {
    const first = firstOf(node);
    if (first && document.activeElement === node) first.focus();
    if (first) late.disconnect();
  });
  const first = firstOf(node);
  (first ?? node).focus();
  if (!first) late.observe(node, { subtree: true, childList: true });
  return () => {
    late.disconnect();
    if (before?.isConnected) before.focus();
  };
}
