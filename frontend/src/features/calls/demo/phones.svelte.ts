/** The demo phones of this server, and whether this window keeps them in view. */
import { untrack } from 'svelte';
import { liveEvents, liveQuery } from '$lib/graphql/live.svelte';
import { DemoDeviceQuery, DemoPhoneChanged, DemoPhonesQuery } from './queries';
import type { PhoneName, Telephone } from './queries';

const KEY = 'kith.demo-phones';
const FOLDED = 'kith.demo-phones.folded';

class DemoPhones {
  phones = $state<Partial<Record<PhoneName, Telephone>>>({});
  /** What this person has said; until then, whoever has chosen the desk phone sees them. */
  #wish = $state<boolean | undefined>(wished());
  chosen = $state(false);

  /** Whether the panel shows one line only. */
  folded = $state(stored(FOLDED) === 'yes');

  readonly there = $derived(Object.keys(this.phones).length > 0);
  readonly kept = $derived(this.#wish ?? this.chosen);

  keep(kept: boolean) {
    this.#wish = kept;
    store(KEY, kept ? 'shown' : 'hidden');
  }

  fold(folded: boolean) {
    this.folded = folded;
    store(FOLDED, folded ? 'yes' : 'no');
  }

  /** Takes in what a phone shows; the answer to a press may come after what it led to. */
  put(phone: Telephone) {
    const known = this.phones[phone.name];
    if (known?.since && phone.since && phone.since < known.since) return;
    this.phones[phone.name] = phone;
  }
}

function wished(): boolean | undefined {
  const wish = stored(KEY);
  return wish === null ? undefined : wish === 'shown';
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Without storage a wish lasts as long as the window.
  }
}

export const demo = new DemoPhones();

/** Learns for as long as the component lives which phones there are, and whose device they are. */
export function followDemo() {
  const phones = liveQuery(() => ({ query: DemoPhonesQuery, variables: {} }));
  const device = liveQuery(() => ({
    query: DemoDeviceQuery,
    variables: {},
    pause: !phones.data?.demoPhones.length,
  }));
  $effect(() => {
    const found = phones.data?.demoPhones ?? [];
    untrack(() => found.forEach((phone) => demo.put(phone)));
  });
  $effect(() => {
    const line = device.data?.viewer?.activePhoneDevice?.line;
    demo.chosen = line?.kind === 'SIP' && line.simulator;
  });
}

/** Follows one phone for as long as the component lives. */
export function followPhone(name: () => PhoneName) {
  liveEvents(
    () => ({ query: DemoPhoneChanged, variables: { phone: name() } }),
    ({ demoPhoneChanged }) => demo.put(demoPhoneChanged),
  );
}
