/** What can be done with an e-mail address. */
import { send } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import { toasts } from '$lib/ui/toasts.svelte';
import { done } from '../deeds';
import { reasons } from './outcome';
import type { Email } from './queries';
import { EmailAdd, EmailRemove, EmailUpdate } from './mutations';

/**
 * Adds an address, or changes what differs of one; answers what is in the way, by field. `seen` is the
 * address whose version one knows of: a newer one than `email` after a conflict was shown.
 */
export async function saveEmail(
  party: string,
  email: Email | undefined,
  typed: { label: string; address: string },
  seen = email,
): Promise<Record<string, string>> {
  const input = { label: typed.label.trim(), address: typed.address.trim() };
  if (!input.address) return { address: m.record_email_missing() };
  if (!email) return reasons((await send(EmailAdd, { party, input }))?.emailAdd);
  const address = input.address === email.address ? undefined : input.address;
  const changed = { label: input.label, address, version: seen?.version };
  return reasons((await send(EmailUpdate, { id: email.id, input: changed }))?.emailUpdate);
}

export async function makeMainEmail(email: Email) {
  const input = { main: true, version: email.version };
  done((await send(EmailUpdate, { id: email.id, input }))?.emailUpdate);
}

/** Takes an address away; the toast brings it back. */
export async function removeEmail(party: string, email: Email) {
  if (!done((await send(EmailRemove, { id: email.id }))?.emailRemove)) return;
  const input = { address: email.address, label: email.label };
  toasts.show({
    text: m.record_point_removed({ value: email.address }),
    undo: async () => void done((await send(EmailAdd, { party, input }))?.emailAdd),
  });
}
