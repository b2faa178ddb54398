/** Saves single fields of a record under the version that was on the screen, and keeps what collided until somebody chooses. */
import { byField, type ProblemLike } from '$lib/graphql/problems';
import { OWN } from '../custom_fields/own';
import { m } from '$lib/paraglide/messages';

/** One field that somebody else changed while it was being typed (R098). */
export interface Clash {
  field: string;
  yours: string | null;
  theirs: string | null;
  by: string | null;
  at: string | null;
  /** What was to be saved, as the input takes it. */
  value: unknown;
}

interface Conflict {
  field: string;
  yours: string | null;
  theirs: string | null;
  at: string | null;
  by: { name: string } | null;
}

/** A member of an update's union, whichever record it is of. */
export type Outcome = ProblemLike & { __typename: string; conflicts?: readonly Conflict[] };

export type Update = (input: Record<string, unknown>) => Promise<Outcome | null | undefined>;

/** One field as an update takes it; own fields stand in a list. */
function inputOf(field: string, value: unknown): Record<string, unknown> {
  if (!field.startsWith(OWN)) return { [field]: value };
  return { customFields: [{ key: field.slice(OWN.length), value }] };
}

export class Editing {
  clashes = $state.raw<readonly Clash[]>([]);
  #seen = new Map<string, number>();
  #update: Update;
  #version: () => number | undefined;

  constructor(update: Update, version: () => number | undefined) {
    this.#update = update;
    this.#version = version;
  }

  /** Remembers the version that stood there when a field was opened. */
  open(field: string) {
    const version = this.#version();
    if (version !== undefined) this.#seen.set(field, version);
  }

  /** Saves one field; answers why it was refused, nothing when it was taken or waits as a clash. */
  async save(field: string, value: unknown): Promise<string | null> {
    const version = this.#seen.get(field) ?? this.#version();
    const outcome = await this.#update({ ...inputOf(field, value), version });
    if (!outcome) return m.record_not_sent();
    if (outcome.__typename === 'VersionConflict')
      return this.#keep(field, outcome.conflicts ?? [], value);
    this.#drop(field);
    if (outcome.message === undefined) return null;
    const reasons = byField(outcome);
    return reasons[field] ?? Object.values(reasons)[0] ?? outcome.message;
  }

  /** Saves mine over theirs, knowingly. */
  async keepMine(clash: Clash): Promise<string | null> {
    this.#seen.delete(clash.field);
    return this.save(clash.field, clash.value);
  }

  /** Lets theirs stand. */
  takeTheirs(clash: Clash) {
    this.#drop(clash.field);
  }

  #keep(field: string, conflicts: readonly Conflict[], value: unknown): null {
    this.#drop(field);
    const added = conflicts.slice(0, 1).map(({ yours, theirs, at, by }) => {
      return { field, yours, theirs, at, by: by?.name ?? null, value };
    });
    this.clashes = [...this.clashes, ...added];
    return null;
  }

  #drop(field: string) {
    this.#seen.delete(field);
    this.clashes = this.clashes.filter((clash) => clash.field !== field);
  }
}
