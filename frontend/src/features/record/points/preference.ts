/** By which number or address somebody wishes to be reached (R015). */
import type { Phone } from './queries';

export type Preference = 'ANY' | 'WORK_PHONE' | 'MOBILE_PHONE' | 'EMAIL';

const MOBILE: readonly Phone['type'][] = ['MOBILE', 'FIXED_LINE_OR_MOBILE'];
/** Generic names that people give to the telephone at work, in the languages of the product. */
const WORK = /^(work|office|business|praca|biuro|firma|arbeit|büro)\b/i;

/**
 * The id of the number to be marked: the one of the kind they wish for, the main one of several
 * where they wish for none, nothing where they wish for mail.
 */
export function preferredPhone(
  phones: readonly Phone[],
  preference: Preference,
): string | undefined {
  const main = phones.find((phone) => phone.main);
  if (preference === 'ANY') return phones.length > 1 ? main?.id : undefined;
  if (preference === 'EMAIL') return undefined;
  const fits = (phone: Phone) =>
    preference === 'MOBILE_PHONE' ? MOBILE.includes(phone.type) : WORK.test(phone.label);
  return (main && fits(main) ? main : phones.find(fits))?.id;
}
