/** Words typed into a field, read as what an input takes; throws an Error with a sentence where they are none. */
import { m } from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';

/** Nothing typed is null. */
export const orNull = (typed: string): string | null => typed || null;

/** Per cent with up to two decimals, in the user's way of writing numbers. */
export function readPerCent(typed: string): number | null {
  return readNumber(typed.replace('%', ''), m.record_no_per_cent());
}

/** Whole days. */
export function readDays(typed: string): number | null {
  const days = readNumber(typed, m.record_no_days());
  if (days !== null && !Number.isInteger(days)) throw new Error(m.record_no_days());
  return days;
}

/** A number as the user's language writes it, or with a point; nothing typed is null. */
export function readNumber(typed: string, sentence: string): number | null {
  const bare = typed.replace(/[\s\u00a0\u202f]/g, '');
  if (!bare) return null;
  const decimal = new Intl.NumberFormat(getLocale()).format(0.5).replace(/\d/g, '');
  const plain =
    decimal === ',' ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
  const direct = /^\d+\.\d{1,2}$/.test(bare) ? bare : plain;
  if (!/^\d+(\.\d+)?$/.test(direct)) throw new Error(sentence);
  return Number(direct);
}
