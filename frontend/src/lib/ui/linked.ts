/** Web addresses in a text. */

export interface Part {
  text: string;
  /** Where it leads; nothing for plain words. */
  href?: string;
}

// A sentence's own full stop or bracket after an address is not a part of it.
const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>").,;:!?'’”])/g;

/** The parts of a text in their order, plain words and addresses in turn; one with a gap in it leads nowhere. */
export function linked(text: string): Part[] {
  return text
    .split(ADDRESS)
    .map((part, at) =>
      at % 2 && !part.includes('…') ? { text: part, href: part } : { text: part },
    )
    .filter((part) => part.text);
}
