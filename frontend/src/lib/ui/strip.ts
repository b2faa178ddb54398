/** A row of tabs wider than the screen: the current one is brought into sight, and nothing but the row moves. */

/** Scrolls the strip sideways until its current element stands in the middle, as far as it goes. */
export function showCurrent(strip: HTMLElement | undefined) {
  const current = strip?.querySelector('[aria-current]');
  if (!strip || !current) return;
  const outer = strip.getBoundingClientRect();
  const inner = current.getBoundingClientRect();
  strip.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
}
