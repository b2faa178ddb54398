import { describe as group, expect, it } from 'vitest';
import { describe, type LoggedEvent } from './describe';
import type { ToldCall, ToldMessage } from './queries';
import { talker } from './talks';

const NUMBER = '+48 601 555 018';

const event = (talk: Partial<LoggedEvent>): LoggedEvent => ({
  seq: 1,
  type: 'call.ended',
  at: '2026-11-21T10:00:00Z',
  via: 'line:Desk',
  actor: null,
  changes: [],
  call: null,
  message: null,
  ...talk,
});

const call = (changed: Partial<ToldCall>): LoggedEvent =>
  event({
    call: {
      id: 'c1',
      direction: 'OUTGOING',
      state: 'ENDED',
      outcome: 'COMPLETED',
      international: NUMBER,
      answeredAt: '2026-11-21T09:57:00Z',
      talkSeconds: 187,
      note: '',
      disposition: null,
      user: { id: 'u1', name: 'Anna Kowalska' },
      ...changed,
    },
  });

const message = (changed: Partial<ToldMessage>): LoggedEvent =>
  event({
    type: 'message.created',
    message: {
      id: 'm1',
      channel: 'SMS',
      direction: 'OUTGOING',
      state: 'DELIVERED',
      template: '',
      spelled: NUMBER,
      subject: '',
      excerpt: 'Your machine is ready.',
      user: null,
      ...changed,
    },
  });

const title = (one: LoggedEvent) => describe(one, { who: 'Ada' }).title;

group('a call in the history (R048)', () => {
  it.each([
    [{}, `Called Ada at ${NUMBER}, talked 3 min 7 sec`],
    [{ direction: 'INCOMING' }, `Ada called from ${NUMBER}, talked 3 min 7 sec`],
    [{ direction: 'INCOMING', outcome: 'MISSED' }, `Missed call from ${NUMBER}`],
    [{ outcome: 'NO_ANSWER', talkSeconds: null }, `Called Ada at ${NUMBER}: no answer`],
    [
      { direction: 'INCOMING', outcome: 'REJECTED', talkSeconds: null },
      `Ada called from ${NUMBER}: rejected`,
    ],
    [{ outcome: 'UNKNOWN', talkSeconds: null }, `Called Ada at ${NUMBER}`],
  ] as const)('%o', (changed, words) => {
    expect(title(call(changed))).toBe(words);
  });

  it('says beneath what came of it, and who had it', () => {
    const noted = call({ disposition: 'CALL_BACK', note: 'on Monday' });
    expect(describe(noted).summary).toBe('Call back: on Monday');
    expect(talker(noted)).toBe('Anna Kowalska');
  });

  it('was nobody’s where it was missed, whoever it rang at', () => {
    expect(talker(call({ direction: 'INCOMING', outcome: 'MISSED' }))).toBe('');
  });
});

group('a message in the history (R043)', () => {
  it.each([
    [{}, `SMS sent to ${NUMBER}`],
    [{ direction: 'INCOMING', state: 'RECEIVED' }, `SMS received from ${NUMBER}`],
    [{ state: 'UNDELIVERED' }, `SMS to ${NUMBER} (not delivered)`],
    [{ channel: 'EMAIL', spelled: 'ada@example.com' }, 'E-mail sent to ada@example.com'],
    [
      { channel: 'EMAIL', spelled: 'ada@example.com', direction: 'INCOMING', state: 'RECEIVED' },
      'E-mail received from ada@example.com',
    ],
  ] as const)('%o', (changed, words) => {
    expect(title(message(changed))).toBe(words);
  });

  it('says beneath its first words, its subject, or which mail of the house it is', () => {
    expect(describe(message({})).summary).toBe('Your machine is ready.');
    expect(describe(message({ subject: 'Your order' })).summary).toBe('Your order');
    expect(describe(message({ template: 'reset', excerpt: '' })).summary).toBe(
      'A link to set a new password',
    );
  });
});
