/** Which rows of a long list are in sight. */

const AHEAD = 8;

/** First row and the row after the last, with a few above and below so that scrolling meets no gap. */
export function rowsInSight(top: number, height: number, rowHeight: number, count: number) {
  const first = Math.max(0, Math.floor(top / rowHeight) - AHEAD);
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + AHEAD);
  return { first: Math.min(first, last), last };
}
