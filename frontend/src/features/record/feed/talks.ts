/** A call or a message of the history, told as a person would (R043, R048). */
import { formatLength } from '$lib/format/dates';
import { m } from '$lib/paraglide/messages';
import { dispositionName, isMissed, isOver, went } from '../../calls/words';
import { gist, lookOf } from '../../messages/words';
import type { LoggedEvent, Told } from './describe';
import type { ToldCall, ToldMessage } from './queries';

/** What an event says of the call or message it tells of; nothing where it tells of neither. */
export function talk({ call, message }: LoggedEvent, who: string): Told | undefined {
  if (call) return told(isMissed(call) ? 'missed' : 'call', callTitle(call, who), callEnd(call));
  if (!message) return undefined;
  return told(message.channel === 'SMS' ? 'sms' : 'email', messageTitle(message), words(message));
}

/** Who called or wrote; nobody where it came from the other side, or nobody took it. */
export function talker({ call, message, actor }: LoggedEvent): string {
  const user = call && isMissed(call) ? undefined : (call?.user ?? message?.user);
  return user?.name ?? actor?.name ?? '';
}

const told = (kind: Told['kind'], title: string, summary: string): Told => ({
  kind,
  title,
  summary,
  lines: summary ? [{ label: '', from: '–', to: summary }] : [],
});

function callTitle(call: ToldCall, who: string): string {
  const number = call.international || m.calls_withheld();
  if (isMissed(call)) return m.record_talk_missed({ number });
  const at = { who, number };
  const incoming = call.direction === 'INCOMING';
  if (call.outcome === 'COMPLETED' && call.talkSeconds !== null) {
    const length = formatLength(call.talkSeconds);
    return incoming
      ? m.record_talk_called_in({ ...at, length })
      : m.record_talk_called({ ...at, length });
  }
  // What a telephone program of one's own did with the number, nobody knows.
  if (isOver(call) && call.outcome === 'UNKNOWN') return m.record_talk_dialled(at);
  const how = went(call);
  return incoming ? m.record_talk_unmet_in({ ...at, how }) : m.record_talk_unmet({ ...at, how });
}

function callEnd(call: ToldCall): string {
  const came = call.disposition ? dispositionName(call.disposition) : '';
  return [came, call.note].filter(Boolean).join(': ');
}

function messageTitle(message: ToldMessage): string {
  const address = message.spelled;
  const sms = message.channel === 'SMS';
  if (message.direction === 'INCOMING')
    return sms
      ? m.record_talk_sms_received({ address })
      : m.record_talk_email_received({ address });
  if (message.state === 'SUBMITTED' || message.state === 'DELIVERED')
    return sms ? m.record_talk_sms_sent({ address }) : m.record_talk_email_sent({ address });
  const state = lookOf(message.state).word();
  return sms ? m.record_talk_sms({ address, state }) : m.record_talk_email({ address, state });
}

const words = ({ template, subject, excerpt }: ToldMessage) =>
  gist({ template, subject, body: excerpt });
