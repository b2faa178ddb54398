/** Turns what a mutation answered into the reason that stands beside the field. */
import { byField, type ProblemLike } from '$lib/graphql/problems';
import { m } from '$lib/paraglide/messages';

/** The reason for one field: its own, or the general one; nothing when it was `saved`. */
export function reasonFor(
  result: ProblemLike | null | undefined,
  saved: string,
  field: string,
): string | null {
  if (!result) return m.error_unreachable();
  if (result.__typename === saved) return null;
  const found = byField(result);
  return found[field] ?? found[''] ?? Object.values(found)[0] ?? m.settings_not_saved();
}

/** A discount as it is typed: per cent with comma or point; none when empty, NaN when it is no number. */
export function discountOf(typed: string): number | null {
  const plain = typed.replace('%', '').replace(',', '.').trim();
  return plain === '' ? null : Number(plain);
}
