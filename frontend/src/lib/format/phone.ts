/** How a number is set out for reading. */

/** Splits the international form into its country prefix and what one reads out. */
export function splitNumber(international: string): { prefix: string; rest: string } {
  const found = /^(\+\d+)[\s-]+(.+)$/.exec(international.trim());
  if (!found) return { prefix: '', rest: international.trim() };
  return { prefix: found[1] ?? '', rest: found[2] ?? '' };
}
