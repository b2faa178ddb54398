/** A message while it is written: what it says, what is in its way, and sending it. */
import { byField } from '$lib/graphql/problems';
import { send } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import { draftOf, keepDraft } from './drafts';
import { EmailSend, SmsSend } from './queries';

export type Target =
  | { channel: 'SMS'; phone: string }
  | { channel: 'SMS'; replyTo: string }
  | { channel: 'EMAIL'; email: string };

export class Writing {
  subject = $state('');
  body = $state('');
  reason = $state('');
  /** A rule that stands in the way; with the right, a reason sets it aside. */
  barred = $state.raw<{ message: string; mayOverride: boolean }>();
  errors = $state.raw<Record<string, string>>({});
  busy = $state(false);

  #about: string;

  /** `about` is whom or what it is about: what was written and not sent is found again by it. */
  constructor(about: string) {
    this.#about = about;
    const { subject, body } = draftOf(about);
    this.subject = subject;
    this.body = body;
  }

  /** Keeps what is written by now, for when one comes back. */
  keep() {
    keepDraft(this.#about, this);
  }

  /** Begins anew. */
  discard() {
    this.subject = this.body = this.reason = '';
    this.barred = undefined;
    this.keep();
  }

  /** Sends; answers whether it was taken. What was typed stays until it was. */
  async send(target: Target): Promise<boolean> {
    if (this.busy) return false;
    this.errors = this.#missing(target);
    if (Object.keys(this.errors).length) return false;
    this.busy = true;
    try {
      return this.#settle(await asked(target, this));
    } finally {
      this.busy = false;
    }
  }

  /** Another number or address may not be barred. */
  forget() {
    this.barred = undefined;
    this.errors = {};
  }

  /** What the server would refuse without being asked; it says all else. */
  #missing({ channel }: Target): Record<string, string> {
    const missing: Record<string, string> = {};
    if (channel === 'EMAIL' && !this.subject.trim()) missing.subject = m.messages_subject_missing();
    if (!this.body.trim()) missing.body = m.messages_text_missing();
    if (this.barred?.mayOverride && !this.reason.trim())
      missing.overrideReason = m.messages_reason_missing();
    return missing;
  }

  #settle(result: Awaited<ReturnType<typeof asked>>): boolean {
    if (!result) return false;
    if (result.__typename === 'MessageSaved') {
      this.discard();
      return true;
    }
    if (result.__typename === 'DoNotContact') this.barred = result;
    else this.errors = byField(result);
    return false;
  }
}

async function asked(target: Target, { body, subject, reason }: Writing) {
  const common = { body, overrideReason: reason };
  if (target.channel === 'EMAIL') {
    const input = { ...common, email: target.email, subject };
    return (await send(EmailSend, { input }))?.emailSend;
  }
  const to = 'phone' in target ? { phone: target.phone } : { replyTo: target.replyTo };
  return (await send(SmsSend, { input: { ...common, ...to } }))?.smsSend;
}
