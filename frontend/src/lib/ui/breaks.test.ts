import { expect, test } from 'vitest';
import { pieces } from './breaks';

test('an address goes on in the next line before its host', () => {
  expect(pieces('ada.berg@uhren-werk.example')).toEqual(['ada.berg', '@uhren-werk.example']);
});

test('a part too long for a line goes on after its signs, never in a word', () => {
  expect(pieces('ada.von-berg_x+list@uhren-manufaktur-werk.example')).toEqual([
    'ada.von-berg_x+list',
    '@uhren-',
    'manufaktur-',
    'werk.',
    'example',
  ]);
});
