import { describe, expect, it } from 'vitest';
import cases from '../../../../tests/messages/segment-cases.json';
import { outsideGsm, segmentsOf } from './segments';

interface Case {
  about: string;
  text?: string;
  repeat?: [string, number];
  alphabet: string;
  parts: number;
  units: number;
  remaining: number;
}

describe('segmentsOf', () => {
  it.each(cases as unknown as Case[])('counts what the server cuts: $about', (one) => {
    const text = one.text ?? one.repeat![0].repeat(one.repeat![1]);
    expect(segmentsOf(text)).toEqual({
      alphabet: one.alphabet,
      parts: one.parts,
      units: one.units,
      remaining: one.remaining,
    });
  });
});

describe('outsideGsm', () => {
  it('names what makes a text dearer, each once', () => {
    expect(outsideGsm('Zażółć gęślą')).toEqual(['ż', 'ó', 'ł']);
    expect(outsideGsm('Zoé')).toEqual([]);
  });
});
