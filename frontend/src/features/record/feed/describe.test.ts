import { describe as group, expect, it } from 'vitest';
import { byDay, describe, type LoggedEvent } from './describe';

const event = (type: string, changes: LoggedEvent['changes'] = []): LoggedEvent => ({
  seq: 1,
  type,
  at: '2026-11-21T10:00:00Z',
  via: 'web',
  actor: { name: 'Tomek Zając' },
  changes,
  call: null,
  message: null,
});

group('describe (R073)', () => {
  it('tells a change as label, from and to, in the units of the field', () => {
    const told = describe(event('customer.updated', [{ field: 'discount', from: '5', to: '7.5' }]));
    expect(told.lines).toEqual([{ label: 'Discount', from: '5 %', to: '7.5 %' }]);
    expect(told.title).toBe('');
  });

  it('tells an added number in one line, as it was typed', () => {
    const told = describe(
      event('phone.added', [
        { field: 'typed', from: null, to: '601 412 233' },
        { field: 'e164', from: null, to: '+48601412233' },
      ]),
    );
    expect(told).toMatchObject({ title: 'Number added', summary: '601 412 233' });
    expect(told.lines.map((line) => line.label)).toEqual(['Number or address']);
  });

  it('tells a consent as what it is about and what was said (R072)', () => {
    const said = { purpose: 'marketing', channel: 'email', state: 'withdrawn', how: 'in_person' };
    const changes = Object.entries(said).map(([field, to]) => ({ field, from: null, to }));
    expect(describe(event('consent.recorded', changes)).lines).toEqual([
      { label: 'Offers by e-mail', from: '–', to: 'Withdrawn, in person' },
    ]);
  });

  it('tells which rule was set aside, and why (R013)', () => {
    const said = { rule: 'do_not_call', channel: 'call', reason: 'Her delivery waits' };
    const changes = Object.entries(said).map(([field, to]) => ({ field, from: null, to }));
    expect(describe(event('rule.overridden', changes)).lines).toEqual([
      { label: 'Do not call', from: '–', to: 'Her delivery waits' },
    ]);
  });

  it('puts names in the place of keys', () => {
    const change = { field: 'groupId', from: null, to: '3' };
    const told = describe(event('customer.updated', [change]), { nameOf: () => 'Wholesale' });
    expect(told.lines[0]).toEqual({ label: 'Group', from: '–', to: 'Wholesale' });
  });

  it('leaves out what no reader has a word for', () => {
    const told = describe(event('customer.updated', [{ field: 'sortKey', from: 'a', to: 'b' }]));
    expect(told.lines).toEqual([]);
  });

  it('never tells what a masked number was', () => {
    const told = describe(event('customer.updated', [{ field: 'idNumber', from: null, to: null }]));
    expect(told.lines).toEqual([{ label: 'ID number', from: '–', to: '–' }]);
  });

  it('gathers events under their days in the order they come', () => {
    const days = byDay(
      [event('customer.updated'), { ...event('customer.created'), at: '2026-11-20T10:00:00Z' }],
      (date) => date.toISOString().slice(0, 10),
    );
    expect(days.map((day) => [day.label, day.events.length])).toEqual([
      ['2026-11-21', 1],
      ['2026-11-20', 1],
    ]);
  });
});
