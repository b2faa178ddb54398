/** Types of events by the room they happen in, and what a choice of them means. */

export interface Room {
  /** `customer` */
  name: string;
  /** Every type of the room at once: `customer.*` */
  all: string;
  types: string[];
}

/** The rooms in the order of the alphabet, each with its types. */
export function roomsOf(types: readonly string[]): Room[] {
  const rooms = new Map<string, string[]>();
  for (const type of types) {
    const name = type.split('.')[0] ?? type;
    rooms.set(name, [...(rooms.get(name) ?? []), type]);
  }
  return [...rooms]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, found]) => ({ name, all: `${name}.*`, types: found.sort() }));
}

/** The choice after a press on one entry: a whole room takes its single types with it. */
export function toggled(chosen: readonly string[], entry: string): string[] {
  if (chosen.includes(entry)) return chosen.filter((one) => one !== entry);
  const room = entry.split('.')[0] ?? '';
  const rest = entry.endsWith('.*')
    ? chosen.filter((one) => !one.startsWith(`${room}.`))
    : chosen.filter((one) => one !== `${room}.*`);
  return [...rest, entry].sort();
}
