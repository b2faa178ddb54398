/** The tint and the sign of each verdict, the same over the sum and in every row. */
import Equal from '@lucide/svelte/icons/equal';
import Pencil from '@lucide/svelte/icons/pencil';
import Plus from '@lucide/svelte/icons/plus';
import Undo2 from '@lucide/svelte/icons/undo-2';
import X from '@lucide/svelte/icons/x';

export const LOOKS = {
  CREATE: { tone: 'good', icon: Plus },
  UPDATE: { tone: 'accent', icon: Pencil },
  UNCHANGED: { tone: 'plain', icon: Equal },
  REFUSED: { tone: 'bad', icon: X },
} as const;

/** A row whose work undo has taken back. */
export const TAKEN_BACK = { tone: 'plain', icon: Undo2 } as const;
