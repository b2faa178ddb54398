/** Amounts as typed and as sent: whole minor units of a currency. */
import { m } from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';
import { readNumber } from '../record/reading';

export interface Money {
  minor: number;
  currency: string;
}

const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits ?? 2;

/** The amount as one types it, without its currency. */
export function inMajor({ minor, currency }: Money): string {
  const digits = digitsOf(currency);
  return new Intl.NumberFormat(getLocale(), {
    minimumFractionDigits: digits,
    useGrouping: false,
  }).format(minor / 10 ** digits);
}

/** The amount typed, in minor units; nothing typed is none. Throws a sentence for what is no amount. */
export function readMoney(typed: string, currency: string): Money | null {
  const amount = readNumber(typed, m.projects_no_amount());
  if (amount === null) return null;
  return { minor: Math.round(amount * 10 ** digitsOf(currency)), currency };
}
