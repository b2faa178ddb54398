/** What is said of an import and its rows. */
import { formatNumber } from '$lib/format/numbers';
import { m } from '$lib/paraglide/messages';
import type { Column, File, Row, Run, RunStateName, Target, Verdict } from './queries';

export function stateName(state: RunStateName): string {
  const names: Record<RunStateName, () => string> = {
    MAPPING: m.importing_state_mapping,
    CHECKING: m.importing_state_checking,
    CHECKED: m.importing_state_checked,
    IMPORTING: m.importing_state_importing,
    DONE: m.importing_state_done,
    STOPPED: m.importing_state_stopped,
    UNDOING: m.importing_state_undoing,
    UNDONE: m.importing_state_undone,
    CANCELLED: m.importing_state_cancelled,
    FAILED: m.importing_state_failed,
  };
  return names[state]();
}

/** “1 row”, “4 812 rows”. */
export const rowCount = (count: number) => m.importing_rows({ count, shown: formatNumber(count) });

/** “2 431 created · 402 updated · …”. */
export function summary(counts: Run['counts']): string {
  return m.importing_summary({
    create: formatNumber(counts.create),
    update: formatNumber(counts.update),
    unchanged: formatNumber(counts.unchanged),
    refused: formatNumber(counts.refused),
  });
}

/** “9 rows were taken back. 1 was kept …”: together as many as undo was asked to take back. */
export function undoneText({ undone, kept }: Pick<Run['counts'], 'undone' | 'kept'>): string {
  const taken = m.importing_undone({ count: undone, shown: formatNumber(undone) });
  return kept ? `${taken} ${m.importing_kept({ count: kept, shown: formatNumber(kept) })}` : taken;
}

/** What parts the cells of a table, in words. */
export const DELIMITERS: Record<string, () => string> = {
  ',': m.importing_commas,
  ';': m.importing_semicolons,
  '\t': m.importing_tabs,
  '|': m.importing_bars,
};

/** How a file is read: “4 812 rows, UTF-8, semicolons, names in row 1”. */
export function fileFacts(file: File): string {
  const parts: string[] = [rowCount(file.rows)];
  if (file.kind === 'vcard') return [...parts, m.importing_cards()].join(', ');
  const delimiter = DELIMITERS[file.delimiter]?.();
  if (delimiter) parts.push(delimiter);
  parts.push(file.header ? m.importing_header() : m.importing_no_header());
  return parts.join(', ');
}

/** Columns whose values get a generic name, such as “work”. */
const NAMED = new Set([
  'phone',
  'email',
  'street',
  'sublocality',
  'city',
  'region',
  'region_code',
  'postal_code',
  'country',
  'country_code',
  'formatted',
]);
export const takesLabel = (target: string) => NAMED.has(target);

export const MATCHES: Record<
  Column['match'],
  { label: () => string; tone: 'good' | 'warn' | 'plain' | 'accent' }
> = {
  RECOGNISED: { label: m.importing_recognised, tone: 'good' },
  GUESSED: { label: m.importing_guessed, tone: 'warn' },
  LEFT_OUT: { label: m.importing_left_out, tone: 'plain' },
  CHOSEN: { label: m.importing_chosen, tone: 'accent' },
};

export function verdictName(verdict: Verdict, written: boolean, takenBack = false): string {
  if (takenBack) return m.importing_taken_back();
  const would = {
    CREATE: m.importing_create,
    UPDATE: m.importing_update,
    UNCHANGED: m.importing_unchanged,
    REFUSED: m.importing_refused,
  };
  const did = { ...would, CREATE: m.importing_created, UPDATE: m.importing_updated };
  return (written ? did : would)[verdict]();
}

/** A field of a change by the name people know it by. */
export function fieldName(field: string, targets: readonly Target[]): string {
  const key = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const plain = key.replace(/s$/, '');
  const found = targets.find((one) => one.key === key) ?? targets.find((one) => one.key === plain);
  return found?.title ?? field.replaceAll('_', ' ');
}

/** How many parts of a row that arrives are left behind; what undo says of it names no part. */
export const leftBehind = (row: Pick<Row, 'verdict'> & { reasons: { field: string }[] }) =>
  row.verdict === 'REFUSED' ? 0 : row.reasons.filter((reason) => reason.field).length;

/** Whether there is something to put right: a part that is refused, or a number that may be misread. */
export const isMendable = (row: Pick<Row, 'reasons' | 'unusualPhones'>) =>
  row.reasons.length + row.unusualPhones.length > 0;
