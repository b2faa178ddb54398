/** Which letters of a found text are lit, which were typed otherwise, which belong to a family name. */

export interface Range {
  /** Counted in UTF-16 code units, as `slice` counts. */
  start: number;
  end: number;
}

export interface Piece {
  text: string;
  lit: boolean;
  /** Not as it was typed. */
  slip: boolean;
  family: boolean;
}

export interface Marks {
  lit?: readonly Range[];
  slips?: readonly Range[];
  family?: readonly Range[];
}

const within = (ranges: readonly Range[] | undefined, at: number) =>
  ranges?.some(({ start, end }) => at >= start && at < end) ?? false;

/** The text cut wherever one of its marks begins or ends. */
export function pieces(text: string, marks: Marks): Piece[] {
  const found: Piece[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const letter = {
      text: text.charAt(at),
      lit: within(marks.lit, at),
      slip: within(marks.slips, at),
      family: within(marks.family, at),
    };
    const last = found[found.length - 1];
    if (
      last &&
      last.lit === letter.lit &&
      last.slip === letter.slip &&
      last.family === letter.family
    )
      last.text += letter.text;
    else found.push(letter);
  }
  return found;
}

/** Where the family name stands in a whole name. */
export function familyRanges(
  parts: readonly { text: string; family: boolean }[],
  whole: string,
): Range[] {
  const found: Range[] = [];
  let from = 0;
  for (const { text, family } of parts) {
    const start = whole.indexOf(text, from);
    if (start < 0) continue;
    from = start + text.length;
    if (family) found.push({ start, end: from });
  }
  return found;
}
