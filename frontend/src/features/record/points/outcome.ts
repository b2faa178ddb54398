/** What a change of a contact point came to, as messages beside the fields of its editor. */
import { byField, type ProblemLike } from '$lib/graphql/problems';
import { m } from '$lib/paraglide/messages';
import { fieldLabel, fieldWords } from '../feed/fields';

interface Conflicting extends ProblemLike {
  conflicts?: readonly { field: string; theirs: string | null; by: { name: string } | null }[];
}

/**
 * Nothing when it was done. `taken` is set where another customer has the value: the check beside
 * the field then says who. `conflict` is set where somebody else changed it meanwhile.
 */
export function reasons(result: Conflicting | null | undefined): Record<string, string> {
  if (!result) return { '': m.record_not_sent() };
  if (result.__typename === 'PhoneTaken' || result.__typename === 'EmailTaken')
    return { taken: result.message ?? '' };
  if (result.conflicts)
    return { conflict: result.message ?? '', ...Object.fromEntries(result.conflicts.map(theirs)) };
  return result.message === undefined ? {} : byField(result);
}

type Theirs = NonNullable<Conflicting['conflicts']>[number];

/** Their value stands beside the field that still holds mine; saving again keeps mine. */
function theirs({ field, theirs, by }: Theirs): [string, string] {
  const name = by?.name ?? m.record_somebody();
  const value = fieldWords(field, theirs);
  const label = fieldLabel(field);
  const beside = field === 'e164' || field === 'typed' ? 'number' : field;
  return [beside, m.record_theirs_beside({ label, name, value })];
}
