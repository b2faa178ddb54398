/** Countries and languages by their own names in the user's language. */
import { getLocale } from '$lib/paraglide/runtime';

/** “Poland” for PL; the code itself when it is unknown. */
export function countryName(code: string): string {
  return new Intl.DisplayNames(getLocale(), { type: 'region' }).of(code) ?? code;
}

/** “Polish” for pl. */
export function languageName(code: string): string {
  return new Intl.DisplayNames(getLocale(), { type: 'language' }).of(code) ?? code;
}
