/** How a line stands, in a word and a colour. */
import { formatDateTime } from '$lib/format/dates';
import { m } from '$lib/paraglide/messages';
import type { Line } from './connections';

export interface Standing {
  tone: 'good' | 'warn' | 'bad' | 'off';
  text: string;
}

type Told = Pick<Line, 'active' | 'health' | 'lastEventAt'>;
type Kind = { connects: boolean; can: { incoming: boolean } };

/** A line with a connection stands as that does; of any other one only knows when it was last heard. */
export function standing(line: Told, kind: Kind | undefined): Standing {
  if (!line.active) return { tone: 'off', text: m.settings_line_off() };
  if (kind?.connects) return connected(line);
  if (kind && !kind.can.incoming) return { tone: 'good', text: m.settings_line_ready() };
  return line.lastEventAt
    ? { tone: 'good', text: m.settings_line_heard({ when: formatDateTime(line.lastEventAt) }) }
    : { tone: 'warn', text: m.settings_line_never() };
}

function connected(line: Told): Standing {
  switch (line.health) {
    case 'UP':
      return { tone: 'good', text: m.settings_line_up() };
    case 'CONNECTING':
      return { tone: 'warn', text: m.settings_line_connecting() };
    case 'DOWN':
      return { tone: 'bad', text: m.settings_line_down() };
    default:
      return { tone: 'warn', text: m.settings_line_unknown() };
  }
}
