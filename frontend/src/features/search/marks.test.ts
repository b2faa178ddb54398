import { describe, expect, test } from 'vitest';
import { differsAt, namePieces, pieces, withTypos } from './marks';

describe('what a search lights (R030)', () => {
  test('a text is cut where light begins and ends', () => {
    expect(pieces('Kowalsky Rösterei', [{ start: 0, end: 8 }])).toEqual([
      { text: 'Kowalsky', lit: true },
      { text: ' Rösterei', lit: false },
    ]);
  });

  test('ranges that overlap or come in any order light each letter once', () => {
    const cut = pieces('abcdef', [
      { start: 3, end: 5 },
      { start: 1, end: 4 },
    ]);
    expect(cut.map((one) => one.text).join('')).toBe('abcdef');
    expect(cut.filter((one) => one.lit).map((one) => one.text)).toEqual(['bcd', 'e']);
  });

  test('the letter that differs is found past case and accents', () => {
    expect(differsAt('Kowalski', 'kowalsky')).toBe(7);
    expect(differsAt('Dąbrowska', 'dabrowska')).toBe(-1);
  });

  test('only the first letter that differs is underlined', () => {
    const cut = withTypos([{ text: 'Kowalski', lit: true }], 'kowalsky');
    expect(cut.filter((one) => one.typo).map((one) => one.text)).toEqual(['i']);
  });

  test('a name keeps its family part strong inside and outside the light', () => {
    const parts = [
      { text: 'Piotr', family: false },
      { text: 'Kowalski', family: true },
    ];
    const cut = namePieces(parts, 'Piotr Kowalski', [{ start: 6, end: 9 }]);
    expect(cut).toEqual([
      { text: 'Piotr ', lit: false, family: false },
      { text: 'Kow', lit: true, family: true },
      { text: 'alski', lit: false, family: true },
    ]);
  });
});
