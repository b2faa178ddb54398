/** How a hit reads: what was found in it, how, and where it stands. */
import { m } from '$lib/paraglide/messages';
import type { Hit, Match } from './queries';

const FIELDS: Record<string, () => string> = {
  NAME: m.search_field_name,
  NUMBER: m.search_field_number,
  PHONE: m.search_field_phone,
  EMAIL: m.search_field_email,
  ID_NUMBER: m.search_field_id,
  COMPANY: m.search_field_company,
};

export const fieldName = (match: Match): string => (FIELDS[match.field] ?? m.search_field_other)();

const DIGITS: Record<string, (words: { field: string }) => string> = {
  EXACT: m.search_how_whole,
  PREFIX: m.search_how_first_digits,
  SUFFIX: m.search_how_last_digits,
};

/** “e-mail”, “name, one letter differs”, “mobile, last digits”. */
export function howFound(match: Match): string {
  const field = match.label || fieldName(match);
  if (match.how === 'TYPO') return m.search_how_typo({ field });
  const digits = match.field === 'PHONE' ? DIGITS[match.how] : undefined;
  return digits ? digits({ field }) : field;
}

/** The shape a node of the graph has. */
export function shapeOf(node: Hit['node']): 'customer' | 'contact' | 'company' | 'project' {
  const shapes = { Contact: 'contact', Company: 'company', Project: 'project' } as const;
  return shapes[node.__typename as keyof typeof shapes] ?? 'customer';
}

/** The name a node is called by. */
export function nameOf(node: Hit['node']): string {
  if ('displayName' in node && node.displayName) return node.displayName;
  return 'name' in node && node.name ? node.name : '';
}

/** The match that is lit in the title, if the title is what matched. */
export function titleMatch(hit: Hit): Match | undefined {
  return hit.matched.find((match) => match.field === 'NAME' && match.text === nameOf(hit.node));
}

/** The match told in the second line: the best that is not the name. */
export function otherMatch(hit: Hit): Match | undefined {
  return hit.matched.find((match) => match !== titleMatch(hit));
}
