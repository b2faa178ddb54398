import { beforeEach, describe, expect, it, vi } from 'vitest';

const fields = [{ key: 'tier' }, { key: 'boots' }];

/** The choice as a window that opens now finds it. */
async function opened() {
  vi.resetModules();
  return (await import('./columns.svelte')).ownColumns;
}

describe('the columns of own fields (R058)', () => {
  beforeEach(() => localStorage.clear());

  it('are none at first, and stand in the order of the fields', async () => {
    const columns = await opened();
    expect(columns.of(fields)).toEqual([]);
    columns.toggle('boots');
    columns.toggle('tier');
    expect(columns.of(fields)).toEqual(fields);
  });

  it('are still there in the next window, and gone once taken away', async () => {
    (await opened()).toggle('boots');
    const next = await opened();
    expect(next.of(fields)).toEqual([{ key: 'boots' }]);
    next.toggle('boots');
    expect(localStorage.length).toBe(0);
  });

  it('leave out a field that is no longer there, and what nobody can read', async () => {
    (await opened()).toggle('retired');
    expect((await opened()).of(fields)).toEqual([]);
    localStorage.setItem('kith.customers.own-columns', '{broken');
    expect((await opened()).keys).toEqual([]);
  });
});
