/** Calling somebody from anywhere: one press, and what may be in the way of it. */
import { send } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import { toasts } from '$lib/ui/toasts.svelte';
import { session } from '../../app/session.svelte';
import { desk } from './desk.svelte';
import { CallHangUp, CallStart } from './mutations';
import type { LiveCall } from './queries';

/** A number of somebody's, or a call whose number is to be called back. */
export type Target = { phone: string } | { call: string };

/** Somebody who must not be called, and whether a reason would do. */
export interface Question {
  target: Target;
  message: string;
  mayOverride: boolean;
}

/** Hands a tel: link to whatever this computer opens it with; the page stays where it is. */
function press(href: string) {
  const link = document.createElement('a');
  link.href = href;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}

class Dialler {
  /** What is asked before somebody is called against a rule. */
  question = $state.raw<Question | null>(null);
  busy = $state(false);

  /** Whether Call buttons show: only with a device of one's own, and the right (R005). */
  get ready(): boolean {
    return Boolean(session.viewer?.activePhoneDevice) && session.can('call:start');
  }

  /** Whether nothing but the choice of a telephone is missing. */
  get lacksPhone(): boolean {
    return session.can('call:start') && !session.viewer?.activePhoneDevice;
  }

  /** Calls; the card takes it from there, or a question, or a sentence on why not. */
  async call(target: Target, overrideReason = '') {
    if (this.busy) return;
    this.busy = true;
    const data = await send(CallStart, { input: { ...target, overrideReason } });
    this.busy = false;
    const result = data?.callStart;
    if (!result) return;
    if (result.__typename === 'CallStarted') {
      this.question = null;
      desk.begin(result.call);
      if (result.href) press(result.href);
    } else if (result.__typename === 'DoNotContact' && !overrideReason) {
      const { message, mayOverride } = result;
      this.question = { target, message, mayOverride };
    } else {
      toasts.show({ text: result.message, tone: 'bad' });
    }
  }

  async hangUp(call: Pick<LiveCall, 'id'>) {
    const result = (await send(CallHangUp, { id: call.id }))?.callHangUp;
    if (result?.__typename === 'CallSaved') desk.put(result.call);
    else if (result) toasts.show({ text: result.message, tone: 'bad' });
  }
}

export const dialler = new Dialler();

/** “Call…” where a rule is in the way: the press asks first. */
export function callLabel(barred: boolean): string {
  return barred ? m.calls_call_barred() : m.calls_call();
}
