/** The keys a list listens to itself while it has the focus, for those who ask which there are. */
import { m } from '$lib/paraglide/messages';
import type { Shortcut } from './shortcuts.svelte';

/** What `?` lists for a list that opens its rows, and lets them be selected. */
export function listKeys({ opens, selects }: { opens: boolean; selects: boolean }): Shortcut[] {
  const group = m.list_group();
  return [
    { keys: 'arrowdown', label: m.list_key_move(), group },
    ...(opens ? [{ keys: 'enter', label: m.list_key_open(), group }] : []),
    ...(selects
      ? [
          { keys: 'shift+arrowdown', label: m.list_key_extend(), group },
          { keys: 'mod+a', label: m.list_key_all(), group },
        ]
      : []),
  ];
}
