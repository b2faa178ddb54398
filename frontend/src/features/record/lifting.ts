/** Taking a bar away from the alert strip: saved at once, and the toast puts it back. */
import { toasts } from '$lib/ui/toasts.svelte';
import type { Editing } from './editing.svelte';

export async function lift(editing: Editing, field: string, to: boolean, done: string) {
  editing.open(field);
  const reason = await editing.save(field, to);
  if (reason) return toasts.show({ text: reason, tone: 'bad' });
  toasts.show({ text: done, undo: async () => void (await editing.save(field, !to)) });
}
