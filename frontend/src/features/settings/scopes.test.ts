import { describe, expect, test } from 'vitest';
import { scopeGroups, scopeName } from './scopes';

describe('scopes of tokens', () => {
  test('are written as programs write them', () => {
    expect(scopeName('CUSTOMER_READ')).toBe('customer:read');
  });

  test('stand in groups, reading first, and only what the maker may', () => {
    expect(scopeGroups(['CALL_TAKE', 'CALL_READ', 'IMPORT_RUN', 'CALL_ANNOTATE'])).toEqual([
      { about: 'CALL', scopes: ['CALL_READ', 'CALL_ANNOTATE', 'CALL_TAKE'] },
      { about: 'IMPORT', scopes: ['IMPORT_RUN'] },
    ]);
  });
});
