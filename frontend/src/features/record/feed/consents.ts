/** What was said about being reached, and which rule was set aside why, as lines of the history (R013, R072). */
import { m } from '$lib/paraglide/messages';
import type { Consent } from '../../consents/queries';
import { matter, stateName, wayName } from '../../consents/words';
import type { Line, LoggedChange } from './describe';

const RULES: Record<string, () => string> = {
  do_not_call: m.flag_do_not_call,
  do_not_email: m.flag_do_not_email,
  opted_out: m.record_opted_out,
  withdrawn: m.consents_rule_withdrawn,
  no_consent: m.consents_rule_none,
  blocked: m.flag_blocked,
};

const valueOf = (changes: readonly LoggedChange[], field: string) =>
  changes.find((one) => one.field === field)?.to ?? '';

/** “Offers by e-mail: given, by phone”. */
export function consentLines(changes: readonly LoggedChange[]): Line[] {
  const word = <Value extends string>(field: string) =>
    valueOf(changes, field).toUpperCase() as Value;
  const label = matter({
    purpose: word<Consent['purpose']>('purpose'),
    channel: word<Consent['channel']>('channel'),
    thirdParty: valueOf(changes, 'thirdParty'),
  });
  const said = [
    stateName(word<Consent['state']>('state')),
    wayName(word<Consent['how']>('how')),
    valueOf(changes, 'proof'),
  ];
  return [{ label, from: '–', to: said.filter(Boolean).join(', ') }];
}

/** “Do not call: she asked to be told”. */
export function ruleLines(changes: readonly LoggedChange[]): Line[] {
  const rule = valueOf(changes, 'rule');
  return [
    { label: (RULES[rule] ?? (() => rule))(), from: '–', to: valueOf(changes, 'reason') || '–' },
  ];
}
