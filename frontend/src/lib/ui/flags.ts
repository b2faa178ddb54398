/** The flags of a person, gravest first. */

export type FlagKind = 'deleted' | 'blocked' | 'doNotCall' | 'doNotEmail';

interface Flagged {
  deletedAt?: unknown;
  blocked?: boolean;
  doNotCall?: boolean;
  doNotEmail?: boolean;
}

/** Which flags a person carries, in the order in which they are shown. */
export function flagsOf(person: Flagged): FlagKind[] {
  const flags: [FlagKind, unknown][] = [
    ['deleted', person.deletedAt],
    ['doNotCall', person.doNotCall],
    ['blocked', person.blocked],
    ['doNotEmail', person.doNotEmail],
  ];
  return flags.filter(([, set]) => Boolean(set)).map(([kind]) => kind);
}
