/**
 * How many SMS a text makes while it is typed: 3GPP TS 23.038 and 23.040, as `backend/messages/segments.py`
 * cuts it when it is sent. `tests/messages/segment-cases.json` holds both to the same answers.
 */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '\f^{}\\[~]|€';

export type Alphabet = 'gsm' | 'ucs2';

/** Most characters of one SMS, and of each part of a longer text. */
const ALONE: Record<Alphabet, number> = { gsm: 160, ucs2: 70 };
const TIED: Record<Alphabet, number> = { gsm: 153, ucs2: 67 };

/** A longer text is a letter. */
export const MOST_PARTS = 10;

const basic = new Set(BASIC);
const extended = new Set(EXTENDED);

export interface Segments {
  alphabet: Alphabet;
  parts: number;
  /** Septets, or UTF-16 code units. */
  units: number;
  /** How many more fit into the last part. */
  remaining: number;
}

export function segmentsOf(text: string): Segments {
  const chars = [...text];
  const gsm = chars.every((char) => basic.has(char) || extended.has(char));
  const alphabet: Alphabet = gsm ? 'gsm' : 'ucs2';
  const widths = chars.map((char) => (gsm ? (extended.has(char) ? 2 : 1) : char.length));
  const units = widths.reduce((sum, width) => sum + width, 0);
  if (units <= ALONE[alphabet])
    return { alphabet, parts: 1, units, remaining: ALONE[alphabet] - units };
  let parts = 1;
  let used = 0;
  for (const width of widths) {
    // A character that needs two is not cut: it begins the next part.
    if (used + width > TIED[alphabet]) {
      parts += 1;
      used = 0;
    }
    used += width;
  }
  return { alphabet, parts, units, remaining: TIED[alphabet] - used };
}

/** The characters that make a text UCS-2, each once, in their order; at most `most`. */
export function outsideGsm(text: string, most = 3): string[] {
  const found = new Set([...text].filter((char) => !basic.has(char) && !extended.has(char)));
  return [...found].slice(0, most);
}
