/** The calls going on, as every window of those who may take them shows them. */
import { liveEvents } from '$lib/graphql/live.svelte';
import { network } from '$lib/graphql/network.svelte';
import { ask } from '$lib/graphql/send';
import { SvelteSet } from 'svelte/reactivity';
import { away } from './away.svelte';
import { putAway } from './put-away';
import {
  ActiveCalls,
  CallEvents,
  CallsCursor,
  NewlyMissed,
  type EventType,
  type LiveCall,
} from './queries';
import { furthest, isOver, isRinging, staysFor } from './words';

class CallDesk {
  /** Calls with a card, the one that came first on top. */
  calls = $state.raw<readonly LiveCall[]>([]);
  /** The newest event, for lists that follow. */
  last = $state.raw<{ type: EventType; call: LiveCall | null }>();
  /** The record whose Activity shows its own calls. */
  docked = $state<string | null>(null);
  /** Calls whose floating card is a bar for now. */
  readonly folded = new SvelteSet<string>();
  /** The call that was folded or unfolded by hand just now: its other button takes the focus. */
  turned = '';
  /** Who looks: their calls keep their cards, others' go by themselves. */
  me = '';

  #leaving = new Map<string, ReturnType<typeof setTimeout>>();
  /** When this window was last told of each call with a card, in milliseconds of its own clock. */
  #told = new Map<string, number>();

  readonly ringing = $derived(this.calls.some(isRinging));
  readonly talking = $derived(
    this.calls.find((call) => call.state === 'ANSWERED' && call.user?.id === this.me),
  );
  readonly floating = $derived(this.calls.filter((call) => !this.belongsTo(call, this.docked)));
  /** The call the keys belong to: the first that rings, else the first with a card. */
  readonly current = $derived(this.calls.find(isRinging) ?? this.calls[0]);

  belongsTo(call: LiveCall, party: string | null): boolean {
    return party !== null && call.parties.some((one) => one.id === party);
  }

  /** Takes in a call as it stands now. */
  put(told: LiveCall) {
    if (putAway.has(told.id)) return;
    const before = this.calls.find((one) => one.id === told.id);
    const call = furthest(before, told);
    const stays = staysFor(call, this.me);
    clearTimeout(this.#leaving.get(call.id));
    this.#leaving.delete(call.id);
    const known = before !== undefined;
    // A card tells of what goes on: what was over before this window knew of it makes none.
    if (!known && (stays !== null || isOver(call))) return;
    this.begin(call);
    if (stays !== null) {
      this.#leaving.set(
        call.id,
        setTimeout(() => this.drop(call.id), stays),
      );
    }
  }

  /** Gives a call begun in this window its card, even one that is over as soon as it began. */
  begin(call: LiveCall) {
    this.#told.set(call.id, performance.now());
    const known = this.calls.some((one) => one.id === call.id);
    this.calls = known
      ? this.calls.map((one) => (one.id === call.id ? call : one))
      : [...this.calls, call];
  }

  /** Whether this window shows the call, or was told to close its card. */
  knows(id: string): boolean {
    return putAway.has(id) || this.calls.some((one) => one.id === id);
  }

  /** Takes the card away in all windows of this user, for good. */
  hide(id: string) {
    putAway.add(id);
    this.drop(id);
  }

  /** Takes the card away here: it was put away somewhere, or its time is over. */
  drop(id: string) {
    clearTimeout(this.#leaving.get(id));
    this.#leaving.delete(id);
    this.#told.delete(id);
    this.folded.delete(id);
    this.calls = this.calls.filter((call) => call.id !== id);
  }

  /** Makes a bar of a card. */
  fold(id: string) {
    this.folded.add(id);
    this.turned = id;
  }

  /** Makes a card of a bar. */
  unfold(id: string) {
    this.folded.delete(id);
    this.turned = id;
  }

  /**
   * Starts over with the calls that went on when they were `asked` for. One's own that have ended
   * keep their cards, and so does what was told of since: the answer may be older than that.
   */
  reset(calls: readonly LiveCall[], asked = Infinity) {
    const going = new Set(calls.map((call) => call.id));
    for (const call of this.calls) {
      const own = isOver(call) && call.user?.id === this.me;
      const newer = (this.#told.get(call.id) ?? 0) >= asked;
      if (!going.has(call.id) && !own && !newer) this.drop(call.id);
    }
    for (const call of calls) this.put(call);
  }
}

export const desk = new CallDesk();

/**
 * Follows the calls for as long as the component lives. The log's number is read before the calls
 * going on, and followed from there: what happens in between is told twice rather than never.
 */
export function followCalls(me: () => string) {
  let after = $state<number>();

  $effect(() =>
    putAway.begin(me(), (id) => {
      desk.drop(id);
      away.drop(id);
    }),
  );

  async function begin() {
    const cursor = await ask(CallsCursor, {});
    if (cursor) after = cursor.calls.seq;
    await readActive();
  }

  async function readActive() {
    const asked = performance.now();
    const now = await ask(ActiveCalls, {});
    if (now) desk.reset(now.activeCalls, asked);
  }

  $effect(() => {
    desk.me = me();
    void network.epoch;
    if (after === undefined) void begin();
    else void readActive();
  });

  /** After an absence too long for the log to tell of. */
  async function readMissed(since: number) {
    const found = await ask(NewlyMissed, {});
    for (const call of found?.calls.nodes ?? []) {
      if (Date.parse(call.raisedAt) > since && !putAway.has(call.id)) away.missed(call);
    }
  }

  let heard = Date.now();
  liveEvents(
    () => ({ query: CallEvents, variables: { after }, pause: after === undefined }),
    ({ callEvents: { type, call } }) => {
      if (type === 'RESYNC') {
        void readActive();
        void readMissed(heard);
      } else if (call) {
        const unseen = !putAway.has(call.id) && (document.hidden || !desk.knows(call.id));
        if (type === 'MISSED' && unseen) away.missed(call);
        desk.put(call);
      }
      heard = Date.now();
      desk.last = { type, call };
    },
  );
}
