/** Calls that wait to be called back: how many there are, as the sidebar and the calls say. */
import { formatCount } from '$lib/format/numbers';
import { liveQuery } from '$lib/graphql/live.svelte';
import { send } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import { toasts } from '$lib/ui/toasts.svelte';
import type { desk } from './desk.svelte';
import { CallAnnotate } from './mutations';
import { WaitingCalls, type Row } from './queries';

/** Events come in bursts, and every window counts: so often at most, in milliseconds. */
const COUNTS_EVERY = 5_000;

class Waiting {
  count = $state(0);
  exact = $state(true);

  /** What the rooms say, if any: “2 to call back”. */
  get badge() {
    if (!this.count) return undefined;
    const count = formatCount(this.count, this.exact);
    return { count, text: m.calls_badge({ count }) };
  }
}

export const waiting = new Waiting();

/** Whether an event may change who waits: a call was missed, talked, or something was said of it. */
export function changesWaiting(last: typeof desk.last): boolean {
  if (!last) return false;
  if (last.type === 'RESYNC' || last.type === 'MISSED' || last.type === 'ANSWERED') return true;
  // Its outcome may say so by now, or no longer.
  if (last.type === 'ANNOTATED') return true;
  // What was answered elsewhere, or out of hearing, is known by its end.
  return (
    last.type === 'ENDED' &&
    Boolean(last.call?.answeredAt || last.call?.outcome === 'ANSWERED_ELSEWHERE')
  );
}

/** Counts for as long as the component lives, anew when an event says so. */
export function countWaiting(last: () => typeof desk.last) {
  const asked = liveQuery(() => ({ query: WaitingCalls, variables: {} }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  $effect(() => {
    if (!changesWaiting(last())) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      asked.refetch();
    }, COUNTS_EVERY);
  });
  $effect(() => () => clearTimeout(timer));
  $effect(() => {
    if (!asked.data) return;
    waiting.count = asked.data.calls.totalCount;
    waiting.exact = asked.data.calls.totalCountIsExact;
  });
}

/** Takes a call off those that wait, or puts it back; whether that went well. */
export async function sayCalledBack(call: Pick<Row, 'id'>, calledBack: boolean): Promise<boolean> {
  const result = (await send(CallAnnotate, { id: call.id, input: { calledBack } }))?.callAnnotate;
  if (result && result.__typename !== 'CallSaved')
    toasts.show({ text: result.message, tone: 'bad' });
  return result?.__typename === 'CallSaved';
}
