/** Calls in words: how one went, with whom, how long. */
import { formatLength } from '$lib/format/dates';
import { m } from '$lib/paraglide/messages';
import type { Call } from './queries';

/** Whether an incoming call was taken by nobody. */
export const isMissed = (call: Call) => call.outcome === 'MISSED';

/** “Called in”, “Called out”, “Missed call”, “Not reached”. */
export function callTitle(call: Call): string {
  if (call.state !== 'ENDED') return m.record_call_now();
  if (isMissed(call)) return m.record_call_missed();
  const reached = call.outcome === 'COMPLETED';
  if (call.direction === 'INCOMING') return m.record_call_in();
  return reached ? m.record_call_out() : m.record_call_not_reached();
}

/** Who had it, how long it took, what came of it. */
export function callDetails(call: Call): string {
  return [
    call.user?.name,
    call.talkSeconds ? formatLength(call.talkSeconds) : '',
    call.disposition ? dispositionWords(call.disposition) : '',
    call.note,
  ]
    .filter(Boolean)
    .join(', ');
}

const DISPOSITIONS: Record<string, () => string> = {
  ORDER_PROMISED: m.record_disposition_order_promised,
  INFORMATION_GIVEN: m.record_disposition_information_given,
  CALL_BACK: m.record_disposition_call_back,
  COMPLAINT: m.record_disposition_complaint,
  LEFT_MESSAGE: m.record_disposition_left_message,
  NOT_INTERESTED: m.record_disposition_not_interested,
  WRONG_NUMBER: m.record_disposition_wrong_number,
  OTHER: m.record_disposition_other,
};

export const dispositionWords = (value: string) => DISPOSITIONS[value]?.() ?? value;
