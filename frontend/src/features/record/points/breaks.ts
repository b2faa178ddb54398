/** Where a long address may go on in the next line. */

/** The pieces of an e-mail address, cut where one would break it by hand: before @, after . - _ + */
export const pieces = (address: string): string[] =>
  address.split(/(?=@)|(?<=[.\-_+])(?!$)/).filter(Boolean);
