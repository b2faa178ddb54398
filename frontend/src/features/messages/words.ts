/** What the states of a message are called, and how they look. */
import Check from '@lucide/svelte/icons/check';
import CheckCheck from '@lucide/svelte/icons/check-check';
import CircleAlert from '@lucide/svelte/icons/circle-alert';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import Clock from '@lucide/svelte/icons/clock';
import HardDrive from '@lucide/svelte/icons/hard-drive';
import { m } from '$lib/paraglide/messages';
import type { Message } from './queries';

export type State = Message['state'];

interface Look {
  word: () => string;
  icon: typeof Check;
  tone: '' | 'good' | 'warn' | 'bad';
}

const failed = (word: () => string): Look => ({ word, icon: CircleAlert, tone: 'bad' });

const LOOKS: Record<State, Look> = {
  QUEUED: { word: m.messages_queued, icon: Clock, tone: '' },
  STORED: { word: m.messages_stored, icon: HardDrive, tone: 'warn' },
  UNCERTAIN: { word: m.messages_uncertain, icon: CircleHelp, tone: 'warn' },
  SUBMITTED: { word: m.messages_submitted, icon: Check, tone: '' },
  DELIVERED: { word: m.messages_delivered, icon: CheckCheck, tone: 'good' },
  UNDELIVERED: failed(m.messages_undelivered),
  REJECTED: failed(m.messages_rejected),
  EXPIRED: failed(m.messages_expired),
  FAILED: failed(m.messages_failed),
  RECEIVED: { word: m.messages_received, icon: Check, tone: '' },
};

export const lookOf = (state: State): Look => LOOKS[state];

const TEMPLATES: Record<string, () => string> = {
  registration: m.messages_template_registration,
  invitation: m.messages_template_invitation,
  reset: m.messages_template_reset,
  test: m.messages_template_test,
};

/** What a message says, or for a mail of the house what it is. */
export function gist(message: Pick<Message, 'template' | 'subject' | 'body'>): string {
  if (message.template) return (TEMPLATES[message.template] ?? m.messages_template_other)();
  return message.subject || message.body;
}

/** Whom a conversation is with: the party, else the address. */
export const partnerOf = (message: Message): string =>
  message.party?.displayName ?? message.spelled;
