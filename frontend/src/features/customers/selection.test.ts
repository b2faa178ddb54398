import { describe, expect, test } from 'vitest';
import { Selection } from './selection.svelte';

const idAt = (place: number) => (place === 3 ? undefined : `id${place}`);

describe('selecting rows', () => {
  test('a row is selected and let go', () => {
    const selection = new Selection();
    selection.toggle('id1', 1);
    expect(selection.has('id1')).toBe(true);
    selection.toggle('id1', 1);
    expect(selection.size).toBe(0);
  });

  test('a range reaches from the last row touched, either way, past rows that are not loaded', () => {
    const selection = new Selection();
    selection.toggle('id4', 4);
    selection.extend(2, idAt);
    expect([...selection.ids].sort()).toEqual(['id2', 'id4']);
  });

  test('clearing forgets where a range began', () => {
    const selection = new Selection();
    selection.toggle('id1', 1);
    selection.clear();
    selection.extend(5, idAt);
    expect([...selection.ids]).toEqual(['id5']);
  });
});
