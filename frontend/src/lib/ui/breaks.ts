/** Where a long address may go on in the next line. */

/** As many characters fit beside an address's name at any width. */
const FITS = 22;

/** The pieces of an e-mail address, cut where one would break it by hand: before @, and in a long part after . - _ + */
export const pieces = (address: string): string[] =>
  address
    .split(/(?=@)/)
    .flatMap((part) => (part.length > FITS ? part.split(/(?<=[.\-_+])(?!$)/) : [part]))
    .filter(Boolean);
