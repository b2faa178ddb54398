/** What is said of a call: its state, its end, what came of it. */
import { formatAgo } from '$lib/format/dates';
import { m } from '$lib/paraglide/messages';
import type { LiveCall, Row } from './queries';

const MINUTE = 60_000;

/** When something was, inside a sentence: “just now”, “12 min ago”, “yesterday”, “3 November”. */
export function sinceThen(value: string, now = new Date()): string {
  const then = new Date(value);
  const counted =
    now.getTime() - then.getTime() >= MINUTE &&
    (now.getTime() - then.getTime() < 60 * MINUTE || then.toDateString() === now.toDateString());
  const when = formatAgo(value, now);
  return counted ? m.calls_ago({ when }) : when;
}

/** Which way one last spoke with somebody, and when: “called yesterday”. */
export function lastContact(call: Pick<Row, 'direction' | 'raisedAt'>): string {
  const when = sinceThen(call.raisedAt);
  return call.direction === 'INCOMING' ? m.calls_called_us({ when }) : m.calls_we_called({ when });
}

/** How long a card that needs nobody any more still stands, in milliseconds. */
const STAYS = { taken: 5_000, ended: 5_000, missed: 10_000 };

type Standing = Pick<LiveCall, 'direction' | 'state' | 'outcome' | 'answeredAt'>;

export const isOver = (call: Pick<LiveCall, 'state'>) => call.state === 'ENDED';

export const isMissed = (call: Pick<Row, 'direction' | 'outcome'>) =>
  call.direction === 'INCOMING' && call.outcome === 'MISSED';

const RANK = ['INITIATED', 'DEVICE_RINGING', 'DEVICE_ANSWERED', 'RINGING', 'ANSWERED', 'ENDED'];

/** A call told of again: an answer to a press may be older than an event that has come meanwhile. */
export function furthest(known: LiveCall | undefined, told: LiveCall): LiveCall {
  if (!known || RANK.indexOf(told.state) >= RANK.indexOf(known.state)) return told;
  const { state, outcome, answeredAt, endedAt, ringSeconds, talkSeconds, viewerCanHangUp } = known;
  const stands = { state, outcome, answeredAt, endedAt, ringSeconds, talkSeconds, viewerCanHangUp };
  return { ...told, ...stands };
}

/** Who it is with, as far as is known: the likeliest of several. */
export const whoOf = (call: Pick<Row, 'parties' | 'international'>) =>
  call.parties[0]?.displayName ?? (call.international || m.calls_withheld());

/** Whether somebody waits for it to be answered here. */
export const isRinging = (call: Pick<LiveCall, 'direction' | 'state'>) =>
  call.direction === 'INCOMING' && call.state !== 'ANSWERED' && call.state !== 'ENDED';

/** How long the card of a call stands for this viewer; `null`: until something happens or they close it. */
export function staysFor(call: LiveCall, me: string): number | null {
  const mine = call.user?.id === me;
  if (mine) return null;
  if (isMissed(call)) return STAYS.missed;
  if (isOver(call)) return STAYS.ended;
  // An outgoing call is its caller's business alone.
  if (call.user || call.direction === 'OUTGOING') return STAYS.taken;
  return null;
}

/** The line at the head of a card. */
export function headline(call: LiveCall, me: string): string {
  const line = call.line.name;
  if (call.user?.id === me && call.direction === 'OUTGOING') return outgoing(call);
  if (isMissed(call)) return m.calls_head_missed({ line });
  if (isOver(call)) return m.calls_head_ended({ line });
  if (call.user?.id === me)
    return call.state === 'ANSWERED' ? m.calls_head_talking({ line }) : m.calls_head_mine({ line });
  if (call.user) return m.calls_head_taken({ name: call.user.name });
  if (call.state === 'ANSWERED') return m.calls_head_answered({ line });
  return call.direction === 'INCOMING'
    ? m.calls_head_incoming({ line })
    : m.calls_head_outgoing({ line });
}

/** How one's own call stands: one's telephone rings first, then theirs. */
function outgoing(call: LiveCall): string {
  const line = call.line.name;
  switch (call.state) {
    case 'INITIATED':
      return m.calls_head_begun({ line });
    case 'DEVICE_RINGING':
      return m.calls_head_device();
    case 'DEVICE_ANSWERED':
      return m.calls_head_device_answered();
    case 'RINGING':
      return m.calls_head_there();
    case 'ANSWERED':
      return m.calls_head_talking({ line });
    default:
      return call.outcome === 'UNKNOWN'
        ? m.calls_head_tel()
        : m.calls_head_mine_ended({ how: went(call) });
  }
}

/** Who ended a call, for people; nothing where the line cannot tell. */
export function hungUpBy(call: Pick<Row, 'hungUpBy'>): string {
  switch (call.hungUpBy) {
    case 'USER':
      return m.calls_hung_user();
    case 'OTHER':
      return m.calls_hung_other();
    case 'KITH':
      return m.calls_hung_kith();
    case 'LINE':
      return m.calls_hung_line();
    default:
      return '';
  }
}

/** Seconds a call has rung, been talked, or lasted, at a moment. */
export function seconds(call: LiveCall, now: number): number {
  const from = Date.parse(call.answeredAt ?? call.raisedAt);
  const to = call.endedAt ? Date.parse(call.endedAt) : now;
  return Math.max(0, Math.floor((to - from) / 1000));
}

/** How a call went, in a word or two. */
export function went(call: Standing): string {
  if (!isOver(call)) return call.state === 'ANSWERED' ? m.calls_talking() : m.calls_ringing();
  switch (call.outcome) {
    case 'COMPLETED':
      return m.calls_answered();
    case 'MISSED':
      return m.calls_missed();
    case 'BUSY':
      return m.calls_busy();
    case 'NO_ANSWER':
      return m.calls_no_answer();
    case 'REJECTED':
      return m.calls_rejected();
    case 'CANCELED':
      return m.calls_canceled();
    case 'INVALID_NUMBER':
      return m.calls_invalid_number();
    case 'DEVICE_UNREACHABLE':
      return m.calls_unreachable();
    case 'ANSWERED_ELSEWHERE':
      return m.calls_elsewhere();
    case 'FAILED':
      return m.calls_failed();
    case 'UNKNOWN':
      return m.calls_unknown_end();
    default:
      return m.calls_ended();
  }
}

export type Disposition = NonNullable<Row['disposition']>;

/** What came of it, in the order in which it is offered. */
export const DISPOSITIONS: readonly { value: Disposition; label: () => string }[] = [
  { value: 'ORDER_PROMISED', label: m.calls_order_promised },
  { value: 'CALL_BACK', label: m.calls_call_back },
  { value: 'INFORMATION_GIVEN', label: m.calls_information_given },
  { value: 'COMPLAINT', label: m.calls_complaint },
  { value: 'LEFT_MESSAGE', label: m.calls_left_message },
  { value: 'NOT_INTERESTED', label: m.calls_not_interested },
  { value: 'WRONG_NUMBER', label: m.calls_wrong_number },
  { value: 'OTHER', label: m.calls_other },
];

export function dispositionName(value: Disposition): string {
  return DISPOSITIONS.find((one) => one.value === value)?.label() ?? value;
}
