/** The alert every record may carry: it is deleted, and how it comes back. */
import Trash from '@lucide/svelte/icons/trash-2';
import type { ComponentProps } from 'svelte';
import { formatDay } from '$lib/format/dates';
import { m } from '$lib/paraglide/messages';
import type AlertStrip from '$lib/ui/AlertStrip.svelte';

export type Alert = ComponentProps<typeof AlertStrip>['alerts'][number];

interface Deletable {
  id: string;
  deletedAt: string | null;
  viewerCanDelete: boolean;
}

/** Nothing while the record stands. */
export function deletedAlert(
  record: Deletable,
  restore: (id: string) => unknown,
  text: (of: { day: string }) => string = m.record_alert_deleted_text,
): Alert[] {
  const { id, deletedAt, viewerCanDelete } = record;
  if (!deletedAt) return [];
  const action = { label: m.record_restore(), run: () => void restore(id) };
  return [
    {
      tone: 'bad',
      icon: Trash,
      title: m.record_alert_deleted(),
      text: text({ day: formatDay(deletedAt) }),
      action: viewerCanDelete ? action : undefined,
    },
  ];
}
