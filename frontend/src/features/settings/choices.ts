/** Languages, currencies and time zones, by their names in the user's language. */
import { formatLocale } from '$lib/format/locale';

export interface Choice {
  value: string;
  label: string;
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const byLabel = (one: Choice, other: Choice) =>
  one.label.localeCompare(other.label, formatLocale());

/** Languages with a code of two letters (ISO 639-1) that the browser can name. */
export function languageOptions(): Choice[] {
  const names = new Intl.DisplayNames(formatLocale(), { type: 'language', fallback: 'none' });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  return codes
    .flatMap((value) => {
      const label = Intl.getCanonicalLocales(value)[0] === value ? names.of(value) : undefined;
      return label ? [{ value, label }] : [];
    })
    .sort(byLabel);
}

/** Currencies (ISO 4217): “PLN, Polish Zloty”. */
export function currencyOptions(): Choice[] {
  const names = new Intl.DisplayNames(formatLocale(), { type: 'currency', fallback: 'code' });
  return Intl.supportedValuesOf('currency').map((value) => {
    const name = names.of(value);
    return { value, label: name && name !== value ? `${value}, ${name}` : value };
  });
}

/** IANA zones as they are written: “Europe/Warsaw”. */
export function zoneOptions(): Choice[] {
  const zones = Intl.supportedValuesOf('timeZone');
  return (zones.includes('UTC') ? zones : ['UTC', ...zones]).map((value) => ({
    value,
    label: value.replaceAll('_', ' '),
  }));
}

/** A list that has what is set, even where the browser does not name it. */
export function including(options: Choice[], value: string | undefined): Choice[] {
  if (!value || options.some((one) => one.value === value)) return options;
  return [{ value, label: value }, ...options];
}
