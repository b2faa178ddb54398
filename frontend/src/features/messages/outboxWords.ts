/** What the Outbox page calls things. */
import { m } from '$lib/paraglide/messages';
import type { Entry, MessageState } from './outboxQueries';

export const STATES: Record<MessageState, () => string> = {
  QUEUED: m.outbox_state_queued,
  STORED: m.outbox_state_stored,
  UNCERTAIN: m.outbox_state_uncertain,
  FAILED: m.outbox_state_failed,
  REJECTED: m.outbox_state_rejected,
  SUBMITTED: m.outbox_state_submitted,
  DELIVERED: m.outbox_state_delivered,
  UNDELIVERED: m.outbox_state_undelivered,
  EXPIRED: m.outbox_state_expired,
  RECEIVED: m.outbox_state_received,
};

const HOUSE: Record<string, () => string> = {
  registration: m.outbox_registration,
  reset: m.outbox_reset,
  invitation: m.outbox_invitation,
  test: m.outbox_test,
};

/** The states a choice of the page stands for; none: all of them. */
export const CHOICES: Record<string, MessageState[] | null> = {
  all: null,
  kept: ['STORED'],
  waiting: ['QUEUED'],
  stuck: ['REJECTED', 'FAILED', 'UNCERTAIN'],
};

export const toneOf = (state: MessageState) =>
  state === 'QUEUED' ? 'plain' : state === 'STORED' ? 'warn' : 'bad';

/** What a message is about: a mail of the house by its name, a person's by its subject. */
export const titleOf = (message: Entry['message']) =>
  HOUSE[message.template]?.() ?? (message.subject || m.outbox_sms());

/** Why what is kept stays: the channels that lead nowhere, of those it was written for. */
export function staying(
  kept: readonly Pick<Entry['message'], 'channel'>[],
  leaves: Record<'EMAIL' | 'SMS', boolean>,
): string {
  const stuck = (channel: 'EMAIL' | 'SMS') =>
    !leaves[channel] && kept.some((one) => one.channel === channel);
  if (stuck('EMAIL') && stuck('SMS')) return m.outbox_no_way();
  if (stuck('SMS')) return m.outbox_no_gateway();
  return stuck('EMAIL') ? m.outbox_no_server() : '';
}

export const nameOf = (message: Entry['message']) => message.party?.displayName ?? message.spelled;
