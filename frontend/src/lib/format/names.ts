/** Countries and languages by their own names in the user's language. */
import { formatLocale } from './locale';

/** “Poland” for PL; the code itself when it is unknown. */
export function countryName(code: string): string {
  return new Intl.DisplayNames(formatLocale(), { type: 'region' }).of(code) ?? code;
}

/** “Polish” for pl. */
export function languageName(code: string): string {
  return new Intl.DisplayNames(formatLocale(), { type: 'language' }).of(code) ?? code;
}

/** Codes that name no country though they have a name: unions, zones for tests, the unknown. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Every country with its name, in the order of names: for lists to choose from. */
export function countryOptions(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(formatLocale(), { type: 'region', fallback: 'none' });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  return codes
    .filter(
      (code) =>
        !NO_COUNTRIES.has(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`,
    )
    .flatMap((value) => {
      const label = names.of(value);
      return label ? [{ value, label }] : [];
    })
    .sort((one, other) => one.label.localeCompare(other.label, formatLocale()));
}
