/** Puts a floating box below (or above) what opened it, inside the window. Sizes go through the CSSOM. */
export function placeBelow(box: HTMLElement, opener: HTMLElement) {
  const GAP = 4;
  const edge = 8;
  const from = opener.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const rtl = getComputedStyle(opener).direction === 'rtl';
  const wanted = rtl ? from.right - width : from.left;
  const left = Math.max(edge, Math.min(wanted, innerWidth - width - edge));
  const below = from.bottom + GAP + height <= innerHeight - edge;
  const top = below ? from.bottom + GAP : Math.max(edge, from.top - GAP - height);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}
