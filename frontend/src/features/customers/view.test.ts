import { describe, expect, test } from 'vitest';
import { learn } from '../custom_fields/known.svelte';
import {
  conditionsOf,
  exportHref,
  filterOf,
  fits,
  noFilters,
  orderOf,
  readState,
  writeState,
} from './view';

const ME = 'VXNlcjox';
const NOBODY = { groups: new Map<string, string>(), users: new Map<string, string>() };

describe('the URL of the list', () => {
  test('an empty one is everybody by name', () => {
    expect(readState({})).toMatchObject({ view: 'all', order: 'name', descending: false });
    expect(writeState(readState({}))).toEqual({});
  });

  test('what is written is read back', () => {
    const state = readState({
      view: 'blocked',
      order: 'number',
      desc: 1,
      country: 'PL',
      email: 'refused',
    });
    expect(readState(writeState(state) as Record<string, unknown>)).toEqual(state);
  });

  test('words it does not know fall back to the start', () => {
    expect(readState({ view: 'everything', order: 'shoe-size', email: 'maybe' })).toMatchObject({
      view: 'all',
      order: 'name',
      email: undefined,
    });
  });

  test('times are newest first unless said', () => {
    expect(orderOf(readState({ order: 'modified' }))).toEqual({ by: 'MODIFIED', descending: true });
    expect(orderOf(readState({ order: 'modified', desc: '0' }))).toEqual({
      by: 'MODIFIED',
      descending: false,
    });
  });
});

describe('the filter the API gets', () => {
  test.each([
    ['all', { deleted: false }],
    ['mine', { deleted: false, operator: ME }],
    ['do-not-call', { deleted: false, doNotCall: true }],
    ['blocked', { deleted: false, blocked: true }],
    ['deleted', { deleted: true }],
  ])('view %s', (view, filter) => {
    expect(filterOf(readState({ view }), ME)).toEqual(filter);
  });

  test('filters join the view', () => {
    const state = readState({ view: 'blocked', country: 'PL', email: 'allowed' });
    expect(filterOf(state, ME)).toEqual({
      deleted: false,
      blocked: true,
      country: 'PL',
      doNotEmail: false,
    });
  });
});

describe('rows and conditions', () => {
  test('a row that no longer fits its view is known', () => {
    const row = { deletedAt: null, doNotCall: false, blocked: true };
    expect(fits(row, 'all')).toBe(true);
    expect(fits(row, 'do-not-call')).toBe(false);
    expect(fits({ ...row, deletedAt: '2026-11-01' }, 'all')).toBe(false);
  });

  test('a filter reads with its country by name', () => {
    const [condition] = conditionsOf(readState({ country: 'PL' }), NOBODY);
    expect(condition).toMatchObject({ name: 'country', label: 'Country', value: 'Poland' });
  });

  test('taking every filter away leaves the view', () => {
    const state = {
      ...readState({ view: 'mine', country: 'PL', email: 'refused' }),
      ...noFilters(),
    };
    expect(writeState(state)).toEqual({ view: 'mine' });
  });
});

describe('own fields of an account (R058)', () => {
  const field = {
    id: '1',
    kind: 'CUSTOMER',
    label: 'Tier',
    choices: ['Gold'],
    mandatory: false,
    position: 0,
    active: true,
  } as const;

  test('a URL asks for the value of a choice, and for a part of a text', () => {
    learn([
      { ...field, key: 'tier', type: 'CHOICE', choices: [...field.choices] },
      { ...field, key: 'note', type: 'TEXT', choices: [] },
    ]);
    const state = readState({ 'custom.tier': 'Gold', 'custom.note': 'wind' });
    expect(filterOf(state, 'me').customFields).toEqual([
      { key: 'tier', equals: 'Gold' },
      { key: 'note', contains: 'wind' },
    ]);
    expect(writeState(state)).toMatchObject({ 'custom.tier': 'Gold', 'custom.note': 'wind' });
    expect(exportHref('csv', filterOf(state, 'me'))).toContain(
      'custom.tier=Gold&custom.note.contains=wind',
    );
  });

  test('taking one condition away leaves the others', () => {
    const state = readState({ 'custom.tier': 'Gold', 'custom.note': 'wind' });
    const [tier] = conditionsOf(state, NOBODY);
    expect(tier?.without).toEqual({ own: { note: 'wind' } });
  });
});
