import { expect, test } from 'vitest';
import { pieces } from './breaks';

test('an address goes on in the next line before its host and after its signs, never in a word', () => {
  expect(pieces('ada.von-berg_x+list@uhren-werk.example')).toEqual([
    'ada.',
    'von-',
    'berg_',
    'x+',
    'list',
    '@uhren-',
    'werk.',
    'example',
  ]);
  expect(pieces('ada@b.example').join('')).toBe('ada@b.example');
});
