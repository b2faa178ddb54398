import { describe, expect, it } from 'vitest';
import { staying } from './outboxWords';

const mail = { channel: 'EMAIL' } as const;
const sms = { channel: 'SMS' } as const;
const none = { EMAIL: false, SMS: false };

describe('why the outbox keeps what is in it', () => {
  it('names what is there, and nothing else', () => {
    expect(staying([sms], none)).toMatch(/SMS/);
    expect(staying([sms], none)).not.toMatch(/mail/i);
    expect(staying([mail], none)).not.toMatch(/SMS/);
    expect(staying([mail, sms], none)).toMatch(/mail server and no SMS gateway/);
  });

  it('says nothing of what can leave', () => {
    expect(staying([mail], { EMAIL: true, SMS: false })).toBe('');
    expect(staying([mail, sms], { EMAIL: true, SMS: false })).not.toMatch(/mail/i);
    expect(staying([], none)).toBe('');
  });
});
