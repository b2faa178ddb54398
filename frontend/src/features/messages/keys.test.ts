import { describe, expect, it } from 'vitest';
import { keyOf, wordOf } from './keys';

describe('the key of a conversation', () => {
  it.each(['+48601555018', '80123', 'BLIK', '~x'])('comes back from an address: %s', (address) => {
    expect(keyOf(wordOf({ party: null, address }))).toEqual({ address });
  });

  it('comes back from a party', () => {
    const party = { __typename: 'Customer' as const, id: 'Q3VzdG9tZXI6MTI=', displayName: 'Zofia' };
    expect(keyOf(wordOf({ party, address: '+48601555018' }))).toEqual({ party: party.id });
  });

  it.each([undefined, '', 12])('is none for %s', (word) => {
    expect(keyOf(word)).toBeUndefined();
  });
});
