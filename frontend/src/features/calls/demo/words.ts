/** What is said of the demo phones. */
import { m } from '$lib/paraglide/messages';
import type { PhoneName, Telephone } from './queries';

export const NAMES: Record<PhoneName, () => string> = {
  DESK: m.demo_desk,
  CUSTOMER: m.demo_customer,
};

/** What stands on the display: what Kith has put there, else the number in a SIP address. */
export function whoOf(peer: string): string {
  const user = /^sips?:([^@;]+)@/.exec(peer)?.[1];
  if (user === undefined) return peer;
  return /^\+?\d+$/.test(user) ? user : m.demo_kith();
}

/** Whether somebody calls, by number or address; a text was put there by Kith. */
const isCaller = (peer: string) => !peer || /^(sips?:|\+?\d+$)/.test(peer);

export function stateOf(phone: Telephone): string {
  if (phone.state === 'RINGING') {
    const who = whoOf(phone.peer);
    // One's own call comes with its words: “Calling Zofia Nowak”.
    return isCaller(phone.peer) ? m.demo_state_ringing({ who }) : who;
  }
  return {
    OFF: m.demo_state_off,
    IDLE: m.demo_state_idle,
    CALLING: m.demo_state_calling,
    TALKING: m.demo_state_talking,
  }[phone.state]();
}

/** What is said of a line that is none to the outside: what it is to try things out with. */
export function notReal(line: { kind: string }): string {
  return line.kind === 'SIP' ? m.demo_label() : m.calls_simulator_text();
}
