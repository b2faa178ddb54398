/** The five steps of an import, and where a run stands among them. */
import type { RunStateName } from './queries';

export const STEPS = ['file', 'columns', 'trial', 'import', 'report'] as const;
export type Step = (typeof STEPS)[number];

const AT: Record<RunStateName, Step> = {
  MAPPING: 'columns',
  CHECKING: 'trial',
  CHECKED: 'trial',
  IMPORTING: 'import',
  DONE: 'report',
  STOPPED: 'report',
  UNDOING: 'report',
  UNDONE: 'report',
  CANCELLED: 'report',
  FAILED: 'report',
};

/** Where the run stands; the columns can be looked at again until something is written. */
export function stepOf(state: RunStateName, asked?: string): Step {
  const at = AT[state];
  return asked === 'columns' && at === 'trial' ? 'columns' : at;
}

/** Whether the server is at work on it. */
export const isAtWork = (state: RunStateName) =>
  state === 'CHECKING' || state === 'IMPORTING' || state === 'UNDOING';

/** Seconds that are left at the pace so far; nothing before there is a pace. */
export function secondsLeft(done: number, rows: number, since: string | null, now: number) {
  if (!since || !done || done >= rows) return null;
  const passed = (now - Date.parse(since)) / 1000;
  return passed < 1 ? null : Math.max(1, Math.round((passed / done) * (rows - done)));
}
