/** What stands in a shape and how it is tinted. */

type Part = { text: string; family: boolean };

const segment = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function first(text: string): string {
  for (const { segment: one } of segment.segment(text.trim())) return one.toLocaleUpperCase();
  return '';
}

/** Two initials of a person, given and family in the person's order; one of a company. */
export function initials(name: string | readonly Part[], kind = 'customer'): string {
  if (kind === 'company') return first(asText(name));
  if (typeof name === 'string') {
    const words = name.split(/\s+/).filter(Boolean);
    return first(words[0] ?? '') + (words.length > 1 ? first(words[words.length - 1] ?? '') : '');
  }
  const given = name.find((part) => !part.family);
  const family = name.find((part) => part.family);
  const ordered = name.filter((part) => part === given || part === family);
  return ordered.map((part) => first(part.text)).join('');
}

function asText(name: string | readonly Part[]): string {
  return typeof name === 'string' ? name : name.map((part) => part.text).join(' ');
}

/** One of the six tints, always the same for the same id. */
export function tintOf(id: string): number {
  let sum = 0;
  for (const sign of id) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) >>> 0;
  return (sum % 6) + 1;
}
