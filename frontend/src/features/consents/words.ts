/** The words of consents: what for, by what, how it was said. */
import { m } from '$lib/paraglide/messages';
import type { Consent } from './queries';

type Purpose = Consent['purpose'];
type Channel = Consent['channel'];

export const PURPOSES = (): { value: Purpose; label: string }[] => [
  { value: 'MARKETING', label: m.consents_offers() },
  { value: 'RESEARCH', label: m.consents_surveys() },
  { value: 'SERVICE', label: m.consents_service() },
];
export const CHANNELS = (): { value: Channel; label: string }[] => [
  { value: 'EMAIL', label: m.consents_email() },
  { value: 'SMS', label: m.consents_sms() },
  { value: 'CALL', label: m.consents_call() },
  { value: 'POST', label: m.consents_post() },
];
export const STATES = (): { value: Consent['state']; label: string }[] => [
  { value: 'GIVEN', label: m.consents_given() },
  { value: 'WITHDRAWN', label: m.consents_withdrawn() },
];
export const WAYS = (): { value: Consent['how']; label: string }[] => [
  { value: 'PHONE', label: m.consents_how_phone() },
  { value: 'EMAIL', label: m.consents_how_email() },
  { value: 'SMS', label: m.consents_how_sms() },
  { value: 'LETTER', label: m.consents_how_letter() },
  { value: 'IN_PERSON', label: m.consents_how_in_person() },
  { value: 'WEB', label: m.consents_how_web() },
  { value: 'OTHER', label: m.consents_how_other() },
];

const MATTERS: Record<Purpose, Record<Channel, () => string>> = {
  MARKETING: {
    EMAIL: m.consents_offers_email,
    SMS: m.consents_offers_sms,
    CALL: m.consents_offers_call,
    POST: m.consents_offers_post,
  },
  RESEARCH: {
    EMAIL: m.consents_surveys_email,
    SMS: m.consents_surveys_sms,
    CALL: m.consents_surveys_call,
    POST: m.consents_surveys_post,
  },
  SERVICE: {
    EMAIL: m.consents_service_email,
    SMS: m.consents_service_sms,
    CALL: m.consents_service_call,
    POST: m.consents_service_post,
  },
};

/** “Offers by e-mail”, and by whom where it is not the account itself. */
export function matter({
  purpose,
  channel,
  thirdParty,
}: Pick<Consent, 'purpose' | 'channel' | 'thirdParty'>): string {
  const what = MATTERS[purpose][channel]();
  return thirdParty ? m.consents_by_other({ matter: what, who: thirdParty }) : what;
}

const among = <Value extends string>(list: { value: Value; label: string }[], value: Value) =>
  list.find((one) => one.value === value)?.label ?? value;

export const stateName = (state: Consent['state']) => among(STATES(), state);
export const wayName = (how: Consent['how']) => among(WAYS(), how);
