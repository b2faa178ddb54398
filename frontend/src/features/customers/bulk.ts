/** Deeds on many customers, one after the other, with progress and the way back. */
import { formatNumber } from '$lib/format/numbers';
import { send } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import { toasts } from '$lib/ui/toasts.svelte';
import { CustomerDelete, CustomerRestore } from '../record/deeds';

type Progress = (done: number) => void;

interface Outcome {
  done: string[];
  /** Ids left out, and the reason of the last one. */
  refused: string[];
  reason: string;
}

async function one(id: string, deed: 'delete' | 'restore'): Promise<string | null> {
  const data =
    deed === 'delete'
      ? (await send(CustomerDelete, { id }))?.customerDelete
      : (await send(CustomerRestore, { id }))?.customerRestore;
  if (!data) return m.error_unreachable();
  return 'message' in data ? data.message : null;
}

/** Runs a deed on each id; goes on past those that are refused. */
export async function eachOf(
  ids: readonly string[],
  deed: 'delete' | 'restore',
  progress: Progress = () => {},
): Promise<Outcome> {
  const outcome: Outcome = { done: [], refused: [], reason: '' };
  for (const id of ids) {
    const reason = await one(id, deed);
    if (reason === null) outcome.done.push(id);
    else {
      outcome.refused.push(id);
      outcome.reason = reason;
    }
    progress(outcome.done.length + outcome.refused.length);
  }
  return outcome;
}

/** Deletes or restores, then says so with Undo. `settled` is called after either, so that the list is read once all is done. */
export async function deleteOrRestore(
  ids: readonly string[],
  deed: 'delete' | 'restore',
  settled: () => void,
  progress?: Progress,
) {
  const outcome = await eachOf(ids, deed, progress);
  settled();
  const words = deed === 'delete' ? m.customers_deleted_n : m.customers_restored_n;
  const text = words({ count: formatNumber(outcome.done.length) });
  const back = deed === 'delete' ? 'restore' : 'delete';
  toasts.show({
    text: outcome.refused.length
      ? m.customers_left_out({
          text,
          count: formatNumber(outcome.refused.length),
          reason: outcome.reason,
        })
      : text,
    undo: outcome.done.length
      ? async () => {
          await eachOf(outcome.done, back);
          settled();
        }
      : undefined,
  });
  return outcome;
}
