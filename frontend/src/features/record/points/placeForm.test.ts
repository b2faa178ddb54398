import { expect, test } from 'vitest';
import { placeOf } from './addresses';
import { typedIn } from './placeForm.svelte';

const field = (name: string) => ({ name, label: name, required: true, choices: [] });
const POLAND = { fields: [field('street'), field('city')] };
const typed = placeOf({ street: ' ul. Szeroka 14 ', city: 'Gdańsk', region: 'MA' });

test('what was chosen for another country does not go along', () => {
  expect(typedIn(POLAND, typed, placeOf())).toEqual(
    placeOf({ street: 'ul. Szeroka 14', city: 'Gdańsk' }),
  );
});

test('what an address holds beside its country’s form stays', () => {
  expect(typedIn(POLAND, typed, placeOf({ region: 'Pomorze' })).region).toBe('Pomorze');
});

test('before the form is known all stays as it is', () => {
  expect(typedIn({ fields: [] }, typed, placeOf())).toEqual(typed);
});
