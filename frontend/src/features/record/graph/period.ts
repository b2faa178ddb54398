/** How long somebody has had a part: “since 2016”, “2019–2023”, “until 2024”. */
import { formatDay } from '$lib/format/dates';
import { m } from '$lib/paraglide/messages';

export interface Part {
  role: string;
  since: string | null;
  until: string | null;
}

const yearOf = (date: string) => date.slice(0, 4);

/** Role and time in a line, as a record shows it: “owner since 2016”. */
export function partWords({ role, since, until }: Part): string {
  return [role, timeWords(since, until)].filter(Boolean).join(' ');
}

function timeWords(since: string | null, until: string | null): string {
  if (since && until) return m.record_from_to({ since: yearOf(since), until: yearOf(until) });
  if (since) return m.record_since_year({ since: yearOf(since) });
  return until ? m.record_until_day({ until: formatDay(until) }) : '';
}

/** Whether a part is over, as of a day written YYYY-MM-DD. */
export function isOver(until: string | null, today = isoToday()): boolean {
  return until !== null && until < today;
}

/** Today where the user is, written YYYY-MM-DD. */
export function isoToday(now = new Date()): string {
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
