/** Puts a floating box below what opened it, or above where there is more room; `--room` is how high it may be. */
export function placeBelow(box: HTMLElement, opener: HTMLElement) {
  const GAP = 4;
  const edge = 8;
  const from = opener.getBoundingClientRect();
  box.style.removeProperty('--room');
  const { width, height } = box.getBoundingClientRect();
  const rtl = getComputedStyle(opener).direction === 'rtl';
  const wanted = rtl ? from.right - width : from.left;
  const left = Math.max(edge, Math.min(wanted, innerWidth - width - edge));
  const above = from.top - GAP - edge;
  const below = innerHeight - from.bottom - GAP - edge;
  const down = height <= below || below >= above;
  box.style.left = `${left}px`;
  box.style.top = `${down ? from.bottom + GAP : from.top - GAP - Math.min(height, above)}px`;
  box.style.setProperty('--room', `${down ? below : above}px`);
}
