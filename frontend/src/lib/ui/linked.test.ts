import { describe, expect, it } from 'vitest';
import { linked } from './linked';

const links = (text: string) => linked(text).flatMap((part) => part.href ?? []);

describe('web addresses in a text', () => {
  it('are parts of their own, and nothing else changes', () => {
    const text = 'See https://alder.example/a?b=1, or (http://reed.example). Thanks';
    expect(links(text)).toEqual(['https://alder.example/a?b=1', 'http://reed.example']);
    expect(
      linked(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });

  it('are none where a mark stands for the rest, and none of any other kind', () => {
    expect(links('https://kith.example/welcome#… javascript:alert(1) mailto:a@b.example')).toEqual(
      [],
    );
    expect(linked('')).toEqual([]);
  });
});
