/** Numbers in the user's language. */
import { formatLocale } from './locale';

export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(formatLocale(), options).format(value);
}

/** A count; one that the server capped is followed by a plus: “10,000+”. */
export function formatCount(value: number, exact = true): string {
  return formatNumber(value) + (exact ? '' : '+');
}

/** An amount in minor units of a currency. */
export function formatMoney(minor: number, currency: string): string {
  const format = new Intl.NumberFormat(formatLocale(), { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}
