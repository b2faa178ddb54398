import { describe, expect, it } from 'vitest';
import { notReal, stateOf, whoOf } from './words';

describe('who is at the other end of a demo phone', () => {
  it('is what Kith puts there, a number, or Kith', () => {
    expect(whoOf('Calling Zofia Nowak')).toBe('Calling Zofia Nowak');
    expect(whoOf('sip:+48601412233@127.0.0.1:5071')).toBe('+48601412233');
    expect(whoOf('sip:kith@127.0.0.1:5072')).toBe('Kith');
    expect(whoOf('')).toBe('');
  });

  it('is said while it rings', () => {
    const phone = {
      name: 'DESK',
      state: 'RINGING',
      peer: 'sip:+48601412233@127.0.0.1:5071',
      since: null,
    } as const;
    expect(stateOf(phone)).toBe('+48601412233 calls');
    expect(stateOf({ ...phone, peer: '+48601412233' })).toBe('+48601412233 calls');
    expect(stateOf({ ...phone, peer: 'Calling Zofia Nowak' })).toBe('Calling Zofia Nowak');
    expect(stateOf({ ...phone, state: 'IDLE' })).toBe('Idle');
  });
});

describe('a line that is none to the outside', () => {
  it('is said to be the demo exchange, or a simulation', () => {
    expect(notReal({ kind: 'SIP' })).toContain('two SIP phones on this machine');
    expect(notReal({ kind: 'WEBHOOK' })).toContain('A simulation');
  });
});
