import { expect, test } from 'vitest';
import { roomsOf, toggled } from './types';

test('types stand under the room they happen in', () => {
  expect(roomsOf(['phone.added', 'customer.updated', 'customer.created'])).toEqual([
    { name: 'customer', all: 'customer.*', types: ['customer.created', 'customer.updated'] },
    { name: 'phone', all: 'phone.*', types: ['phone.added'] },
  ]);
});

test('a whole room takes the place of its single types, and a single type that of its room', () => {
  const singles = toggled(toggled([], 'customer.created'), 'phone.added');
  expect(singles).toEqual(['customer.created', 'phone.added']);
  const room = toggled(singles, 'customer.*');
  expect(room).toEqual(['customer.*', 'phone.added']);
  expect(toggled(room, 'customer.updated')).toEqual(['customer.updated', 'phone.added']);
  expect(toggled(room, 'customer.*')).toEqual(['phone.added']);
});
