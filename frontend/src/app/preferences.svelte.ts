/** How a user likes the screen, kept by the server so that it follows them, and by this computer so that it is there at once. */
import { untrack } from 'svelte';
import { graphql } from '$lib/graphql/graphql';
import { send } from '$lib/graphql/send';
import { shortcuts } from '$lib/ui/shortcuts.svelte';
import { appearance, type ThemeChoice } from '$lib/ui/theme.svelte';
import type { Viewer } from './session.svelte';

const PreferencesUpdate = graphql(`
  mutation PreferencesUpdate($input: PreferencesInput!) {
    preferencesUpdate(input: $input) {
      __typename
      ... on Problem {
        message
      }
    }
  }
`);

type Kept = Viewer['preferences'];

/** What stands on the screen, in the server's words; a roomy screen is this computer's own. */
function standing(): Kept {
  return {
    theme: appearance.theme.toUpperCase() as Kept['theme'],
    density: appearance.density === 'compact' ? 'COMPACT' : 'COMFORTABLE',
    keyboardShortcuts: shortcuts.single,
  };
}

function apply(kept: Kept) {
  appearance.theme = kept.theme.toLowerCase() as ThemeChoice;
  if (kept.density === 'COMPACT') appearance.density = 'compact';
  else if (appearance.density === 'compact') appearance.density = 'normal';
  shortcuts.single = kept.keyboardShortcuts;
}

/** Puts the viewer's choices on the screen, and sends what they change, wherever they change it. */
export function followPreferences(viewer: () => Viewer | null | undefined) {
  let user = '';
  let kept: Kept | undefined;

  $effect(() => {
    const now = viewer();
    if (!now || now.user.id === user) return;
    user = now.user.id;
    kept = now.preferences;
    untrack(() => apply(now.preferences));
  });

  $effect(() => {
    const now = standing();
    if (!kept || !viewer()) return;
    const same = (Object.keys(now) as (keyof Kept)[]).every((name) => now[name] === kept?.[name]);
    if (same) return;
    kept = now;
    void send(PreferencesUpdate, { input: now });
  });
}
