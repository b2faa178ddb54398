import { describe, expect, test } from 'vitest';
import { familyRanges, pieces } from './marks';

const words = (text: string, marks: Parameters<typeof pieces>[1]) =>
  pieces(text, marks).map(({ text, lit, slip, family }) =>
    [text, lit && 'lit', slip && 'slip', family && 'family'].filter(Boolean).join(' '),
  );

describe('what a search lights (R030)', () => {
  test('a text is cut where light begins and ends', () => {
    expect(words('Kowalsky Rösterei', { lit: [{ start: 0, end: 8 }] })).toEqual([
      'Kowalsky lit',
      ' Rösterei',
    ]);
  });

  test('ranges that overlap or come in any order light each letter once', () => {
    const lit = [
      { start: 3, end: 5 },
      { start: 1, end: 4 },
    ];
    expect(words('abcdef', { lit })).toEqual(['a', 'bcde lit', 'f']);
  });

  test('the letter that differs is marked inside the light', () => {
    const marks = { lit: [{ start: 0, end: 8 }], slips: [{ start: 7, end: 8 }] };
    expect(words('Kowalski', marks)).toEqual(['Kowalsk lit', 'i lit slip']);
  });

  test('a text without marks stays whole, an empty one is nothing', () => {
    expect(words('Berg', {})).toEqual(['Berg']);
    expect(pieces('', { lit: [{ start: 0, end: 3 }] })).toEqual([]);
  });

  test('a name keeps its family part strong inside and outside the light', () => {
    const parts = [
      { text: 'Piotr', family: false },
      { text: 'Kowalski', family: true },
    ];
    const family = familyRanges(parts, 'Piotr Kowalski');
    expect(words('Piotr Kowalski', { lit: [{ start: 6, end: 9 }], family })).toEqual([
      'Piotr ',
      'Kow lit family',
      'alski family',
    ]);
  });

  test('a part that stands twice is found where its turn is', () => {
    const parts = [
      { text: 'Ali', family: false },
      { text: 'Ali', family: true },
    ];
    expect(familyRanges(parts, 'Ali Ali')).toEqual([{ start: 4, end: 7 }]);
  });
});
