/** The language and region in which dates and numbers are written. */
import { getLocale } from '$lib/paraglide/runtime';

/**
 * The browser's own variant of the language of the texts (en-GB for en), so that a day comes before
 * its month where people write it so; else the language itself.
 */
export function formatLocale(): string {
  const language = getLocale();
  const known = typeof navigator === 'undefined' ? [] : navigator.languages;
  return known.find((one) => one === language || one.startsWith(`${language}-`)) ?? language;
}
