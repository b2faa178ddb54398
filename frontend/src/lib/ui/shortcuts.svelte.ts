/** Every key of the product in one list: pressed here, shown by `?`. */
import { untrack } from 'svelte';
import { isTyping, nameOf } from './keys';

export interface Shortcut {
  /** `n`, `mod+k`, `shift+o`, or two presses: `g c`. */
  keys: string;
  /** What it does, as the overlay says it. */
  label: string;
  /** The heading it stands under. */
  group: string;
  /** Absent where the focused element listens itself: then the key is only listed. */
  run?: (event: KeyboardEvent) => void;
  /** Works while a field has the focus; single letters never do. */
  inFields?: boolean;
  /** Goes before every other of the same keys: a ringing call. */
  urgent?: boolean;
}

const SEQUENCE_MS = 900;

/** Whether keys are letters or signs alone, which a voice or a slip may type (WCAG 2.1.4). */
export function isSingle(keys: string): boolean {
  return keys.split(' ').every((key) => /^(shift\+)?.$/.test(key));
}

/** Whether the focus is within a dialog or a side sheet. */
function inDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=dialog], dialog') !== null;
}

class Shortcuts {
  #all = $state.raw<readonly Shortcut[]>([]);
  #first: { key: string; at: number } | undefined;
  /** Whether single keys and sequences of them do anything; a choice under Settings, Keyboard. */
  single = $state(true);
  /** Set while something modal is open: only its own keys work then. */
  suspended = 0;

  /** What is listed, grouped by heading in the order it was registered. */
  get groups(): Map<string, Shortcut[]> {
    const groups = new Map<string, Shortcut[]>();
    for (const one of this.#all) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
    return groups;
  }

  /** Adds keys; answers what takes them away again. A later one wins over an earlier one. */
  add(added: readonly Shortcut[]): () => void {
    this.#all = [...this.#all, ...added];
    return () => {
      this.#all = this.#all.filter((one) => !added.includes(one));
    };
  }

  /** Meets one key press of the window. */
  press(event: KeyboardEvent) {
    if (event.defaultPrevented || event.isComposing) return;
    const key = nameOf(event);
    const found = this.#sequence(key) ?? this.#find(key);
    this.#first = { key, at: Date.now() };
    if (!found || (isTyping(event.target) && !found.inFields)) return;
    if (this.suspended && !found.inFields) return;
    // Whoever is in a sheet means the sheet: keys of the page behind it would even ring somebody.
    if (inDialog(event.target) && !found.inFields && !found.urgent) return;
    if (!this.single && isSingle(found.keys)) return;
    event.preventDefault();
    this.#first = undefined;
    found.run?.(event);
  }

  #sequence(key: string): Shortcut | undefined {
    if (!this.#first || Date.now() - this.#first.at > SEQUENCE_MS) return undefined;
    return this.#find(`${this.#first.key} ${key}`);
  }

  #find(keys: string): Shortcut | undefined {
    const same = this.#all.filter((one) => one.keys === keys && one.run);
    return same.findLast((one) => one.urgent) ?? same.at(-1);
  }
}

export const shortcuts = new Shortcuts();

/** Registers keys for as long as the component lives. */
export function useShortcuts(list: () => readonly Shortcut[]) {
  $effect(() => {
    const added = list();
    return untrack(() => shortcuts.add(added));
  });
}
