/** What stands in a shape and how it is tinted. */

type Part = { text: string; family: boolean };

const segment = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function first(text: string): string {
  for (const { segment: one } of segment.segment(text.trim())) return one.toLocaleUpperCase();
  return '';
}

/** Initials of the first and the last word of a person's name as it is shown; one of a company. */
export function initials(name: string | readonly Part[], kind = 'customer'): string {
  // Some places know the parts of a name and others the whole: both must come to the same letters.
  const text = typeof name === 'string' ? name : whole(name);
  if (kind === 'company') return first(text);
  const words = text.split(/\s+/).filter(Boolean);
  return first(words[0] ?? '') + (words.length > 1 ? first(words.at(-1) ?? '') : '');
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** A name from its parts, as `backend/core/names.py` writes it: no space where Han, kana or Hangul meet. */
function whole(parts: readonly Part[]): string {
  return parts.reduce((shown, { text }) => {
    const tight = CJK.test([...shown].at(-1) ?? '') && CJK.test([...text][0] ?? '');
    return shown && !tight ? `${shown} ${text}` : shown + text;
  }, '');
}

/** One of the six tints, always the same for the same id. */
export function tintOf(id: string): number {
  let sum = 0;
  for (const sign of id) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) >>> 0;
  return (sum % 6) + 1;
}
