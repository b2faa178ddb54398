/** Which letters of a found text are lit, and which of them were typed otherwise. */

export interface Piece {
  text: string;
  lit: boolean;
  /** Differs from what was typed. */
  typo?: boolean;
}

export interface Range {
  start: number;
  end: number;
}

/** The text cut where light begins and ends. */
export function pieces(text: string, ranges: readonly Range[]): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const { start, end } of [...ranges].sort((one, other) => one.start - other.start)) {
    if (start > at) found.push({ text: text.slice(at, start), lit: false });
    if (end > Math.max(at, start))
      found.push({ text: text.slice(Math.max(at, start), end), lit: true });
    at = Math.max(at, end);
  }
  if (at < text.length) found.push({ text: text.slice(at), lit: false });
  return found;
}

/** Case and accents taken away, one letter for each letter of the text. */
function plain(text: string): string {
  return [...text].map((one) => one.normalize('NFD').charAt(0).toLowerCase()).join('');
}

/** Where a found word first leaves the word that was typed; -1 when it does not. */
export function differsAt(found: string, typed: string): number {
  const words = typed.split(/\s+/).filter(Boolean).map(plain);
  const same = words.map((word) => commonStart(plain(found), word));
  const most = Math.max(-1, ...same);
  return most >= 0 && most < found.length ? most : -1;
}

function commonStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && at < other.length && one[at] === other[at]) at += 1;
  return at;
}

/** Cuts lit pieces once more where they differ from what was typed. */
export function withTypos(cut: readonly Piece[], typed: string): Piece[] {
  return cut.flatMap((piece) => {
    const at = piece.lit ? differsAt(piece.text, typed) : -1;
    if (at < 0) return [piece];
    const parts = [
      { text: piece.text.slice(0, at), lit: true },
      { text: piece.text.slice(at, at + 1), lit: true, typo: true },
      { text: piece.text.slice(at + 1), lit: true },
    ];
    return parts.filter((part) => part.text);
  });
}

export interface NamePiece extends Piece {
  family: boolean;
}

/** A name in pieces, both by its parts and by its light; without light where the match is of other words. */
export function namePieces(
  parts: readonly { text: string; family: boolean }[],
  whole: string,
  ranges: readonly Range[],
  typed = '',
): NamePiece[] {
  const lit = typed ? withTypos(pieces(whole, ranges), typed) : pieces(whole, ranges);
  const families: boolean[] = [];
  let from = 0;
  for (const part of parts) {
    const at = whole.indexOf(part.text, from);
    if (at < 0) continue;
    for (let letter = at; letter < at + part.text.length; letter += 1)
      families[letter] = part.family;
    from = at + part.text.length;
  }
  return lit.flatMap((piece, index) => {
    const start = lit.slice(0, index).reduce((sum, before) => sum + before.text.length, 0);
    return byFamily(piece, start, families);
  });
}

function byFamily(piece: Piece, start: number, families: readonly boolean[]): NamePiece[] {
  const found: NamePiece[] = [];
  for (let at = 0; at < piece.text.length; at += 1) {
    const family = families[start + at] ?? false;
    const last = found[found.length - 1];
    if (last && last.family === family) last.text += piece.text[at];
    else found.push({ ...piece, text: piece.text[at] ?? '', family });
  }
  return found;
}
