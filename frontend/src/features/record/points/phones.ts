/** What can be done with a telephone number. */
import { send } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import { toasts } from '$lib/ui/toasts.svelte';
import { done } from '../deeds';
import { reasons } from './outcome';
import type { Phone } from './queries';
import { PhoneAdd, PhoneRemove, PhoneUpdate } from './mutations';

/**
 * Adds a number, or changes what differs of one; answers what is in the way, by field. `seen` is the
 * number whose version one knows of: a newer one than `phone` after a conflict was shown.
 */
export async function savePhone(
  party: string,
  phone: Phone | undefined,
  typed: { label: string; number: string },
  seen = phone,
): Promise<Record<string, string>> {
  const input = { label: typed.label.trim(), number: typed.number.trim() };
  if (!input.number) return { number: m.record_number_missing() };
  if (!phone) return reasons((await send(PhoneAdd, { party, input }))?.phoneAdd);
  const number = input.number === phone.typed ? undefined : input.number;
  const changed = { label: input.label, number, version: seen?.version };
  return reasons((await send(PhoneUpdate, { id: phone.id, input: changed }))?.phoneUpdate);
}

export async function makeMainPhone(phone: Phone) {
  const input = { main: true, version: phone.version };
  done((await send(PhoneUpdate, { id: phone.id, input }))?.phoneUpdate);
}

/** Takes a number away; the toast brings it back. */
export async function removePhone(party: string, phone: Phone) {
  if (!done((await send(PhoneRemove, { id: phone.id }))?.phoneRemove)) return;
  const input = { number: phone.typed, label: phone.label, region: phone.region, main: phone.main };
  toasts.show({
    text: m.record_point_removed({ value: phone.international }),
    undo: async () => void done((await send(PhoneAdd, { party, input }))?.phoneAdd),
  });
}
