/** An event of the log in words (R073). */
import { m } from '$lib/paraglide/messages';
import { consentLines, ruleLines } from './consents';
import { fieldLabel, fieldWords, isTold } from './fields';
import type { ToldCall, ToldMessage } from './queries';
import { talk } from './talks';

export interface LoggedChange {
  field: string;
  from: string | null;
  to: string | null;
}

export interface LoggedEvent {
  seq: number;
  type: string;
  at: string;
  via: string;
  actor: { name: string } | null;
  changes: readonly LoggedChange[];
  call: ToldCall | null;
  message: ToldMessage | null;
}

export interface Line {
  label: string;
  from: string;
  to: string;
}

export type EventKind =
  | 'made'
  | 'gone'
  | 'back'
  | 'seen'
  | 'call'
  | 'missed'
  | 'sms'
  | 'phone'
  | 'email'
  | 'place'
  | 'graph'
  | 'edit';

export interface Told {
  kind: EventKind;
  /** What happened; nothing where the lines say it all. */
  title: string;
  /** The one value it is about, such as the number added, for where there is no room for all lines. */
  summary: string;
  lines: Line[];
}

/** Turns raw values that name other records into their names; answers null for the rest. */
export type NameOf = (field: string, value: string) => string | null;

const TITLES: Record<string, () => string> = {
  created: m.record_event_created,
  deleted: m.record_event_deleted,
  restored: m.record_event_restored,
  revealed: m.record_event_revealed,
  'call.answered': m.record_event_call_answered,
  'call.ended': m.record_event_call,
  'call.missed': m.record_event_call_missed,
  'message.created': m.record_event_message,
  'call.annotated': m.record_event_call_annotated,
  'call.ringing': m.record_event_call_ringing,
  'call.initiated': m.record_event_call_begun,
  'rule.overridden': m.record_event_rule_overridden,
  'consent.recorded': m.record_event_consent_recorded,
  'phone.added': m.record_event_phone_added,
  'phone.updated': m.record_event_phone_updated,
  'phone.removed': m.record_event_phone_removed,
  'email.added': m.record_event_email_added,
  'email.updated': m.record_event_email_updated,
  'email.removed': m.record_event_email_removed,
  'address.added': m.record_event_address_added,
  'address.updated': m.record_event_address_updated,
  'address.removed': m.record_event_address_removed,
  'affiliation.added': m.record_event_affiliation_added,
  'affiliation.updated': m.record_event_affiliation_updated,
  'affiliation.removed': m.record_event_affiliation_removed,
  'participation.added': m.record_event_participation_added,
  'participation.updated': m.record_event_participation_updated,
  'participation.removed': m.record_event_participation_removed,
};

const KINDS: Record<string, EventKind> = {
  created: 'made',
  deleted: 'gone',
  restored: 'back',
  revealed: 'seen',
  call: 'call',
  message: 'email',
  phone: 'phone',
  email: 'email',
  address: 'place',
  affiliation: 'graph',
  participation: 'graph',
};

/** Who reads it where: names for keys, and whose record it is. */
export interface Reading {
  nameOf?: NameOf;
  who?: string;
}

/** What an event says: a title, its kind for the icon, and each change as label, from, to. */
export function describe(event: LoggedEvent, reading: Reading = {}): Told {
  const { nameOf = () => null, who = '' } = reading;
  const talked = talk(event, who);
  if (talked) return talked;
  const [room = '', happened = ''] = event.type.split('.');
  const title = (TITLES[event.type] ?? TITLES[happened])?.() ?? '';
  const quiet = happened === 'deleted' || happened === 'restored';
  return {
    kind: KINDS[room] ?? KINDS[happened] ?? 'edit',
    title,
    summary: ['added', 'removed'].includes(happened) ? summary(event.changes, nameOf) : '',
    lines: quiet ? [] : lines(event.changes, nameOf, room),
  };
}

const TELLING = [
  'typed',
  'phone',
  'email',
  'street',
  'city',
  'company',
  'project',
  'person',
  'role',
];

function summary(changes: readonly LoggedChange[], nameOf: NameOf): string {
  const values = TELLING.flatMap((field) => {
    const change = changes.find((one) => one.field === field || one.field === `${field}Id`);
    const value = change && (change.to ?? change.from);
    return value ? [words(change.field, value, nameOf)] : [];
  });
  return values.join(', ');
}

function lines(changes: readonly LoggedChange[], nameOf: NameOf, kind: string): Line[] {
  if (kind === 'consent') return consentLines(changes);
  if (kind === 'rule') return ruleLines(changes);
  const fields = new Set(changes.map((change) => change.field));
  return changes
    .filter(({ field }) => isTold(field) && !(field === 'e164' && fields.has('typed')))
    .map((change) => ({
      label: fieldLabel(change.field, kind),
      from: words(change.field, change.from, nameOf, kind),
      to: words(change.field, change.to, nameOf, kind),
    }));
}

function words(field: string, value: string | null, nameOf: NameOf, kind = ''): string {
  return (value && nameOf(field, value)) || fieldWords(field, value, kind);
}

/** Events under the days they happened on, newest first. */
export function byDay(
  events: readonly LoggedEvent[],
  label: (date: Date) => string,
): { label: string; events: LoggedEvent[] }[] {
  const days: { label: string; events: LoggedEvent[] }[] = [];
  for (const event of events) {
    const name = label(new Date(event.at));
    const last = days.at(-1);
    if (last?.label === name) last.events.push(event);
    else days.push({ label: name, events: [event] });
  }
  return days;
}
