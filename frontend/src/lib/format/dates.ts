/** Dates and times in the user's language; instants come as ISO 8601 with an offset, dates as YYYY-MM-DD. */
import { m } from '$lib/paraglide/messages';
import { formatLocale } from './locale';
import { formatNumber } from './numbers';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** 3 Nov, or 3 Nov 2024 when it was another year. */
export function formatDay(value: string | Date, now = new Date()): string {
  const date = typeof value === 'string' ? asDate(value) : value;
  const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(formatLocale(), { day: 'numeric', month: 'short', year }).format(
    date,
  );
}

/** 3 Nov 1984, always with its year: for birthdays and terms. */
export function formatDate(value: string): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(formatLocale(), options).format(asDate(value));
}

/** 3 Nov 2026, 14:02. */
export function formatDateTime(value: string): string {
  return new Intl.DateTimeFormat(formatLocale(), {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(value));
}

export function formatTime(value: string | Date): string {
  return new Intl.DateTimeFormat(formatLocale(), { timeStyle: 'short' }).format(new Date(value));
}

/** How long ago, as short as a list needs it: “just now”, “12 min”, “4 h”, “yesterday”, then the day. */
export function formatAgo(value: string, now = new Date()): string {
  const then = new Date(value);
  const seconds = Math.max(0, (now.getTime() - then.getTime()) / 1000);
  if (seconds < MINUTE) return m.just_now();
  if (seconds < HOUR) return m.minutes_short({ n: formatNumber(Math.floor(seconds / MINUTE)) });
  if (then.toDateString() === now.toDateString())
    return m.hours_short({ n: formatNumber(Math.floor(seconds / HOUR)) });
  if (isDayBefore(then, now)) return relative(-1, 'day');
  return formatDay(then, now);
}

/** The same for what one comes back to: yesterday has its hour, “yesterday 14:02”. */
export function formatRecent(value: string, now = new Date()): string {
  const ago = formatAgo(value, now);
  if (!isDayBefore(new Date(value), now)) return ago;
  return m.day_at({ day: ago, time: formatTime(value) });
}

/** How long something took: “4:07”, “1:02:33”. */
export function formatDuration(seconds: number): string {
  const parts = [
    Math.floor(seconds / HOUR),
    Math.floor((seconds % HOUR) / MINUTE),
    seconds % MINUTE,
  ];
  if (parts[0] === 0) parts.shift();
  return parts.map((part, at) => (at ? String(part).padStart(2, '0') : String(part))).join(':');
}

/** How long a conversation was, in words that nobody takes for a time of day: “4 min 7 s”, “1 h 2 min”. */
export function formatLength(seconds: number): string {
  const units: [number, string][] = [
    [Math.floor(seconds / HOUR), 'hour'],
    [Math.floor((seconds % HOUR) / MINUTE), 'minute'],
    [seconds % MINUTE, 'second'],
  ];
  const said = units.filter(([count]) => count).slice(0, 2);
  return (said.length ? said : units.slice(2))
    .map(([count, unit]) => formatNumber(count, { style: 'unit', unit, unitDisplay: 'short' }))
    .join(' ');
}

/** A date without a time stands for that day wherever one is, never for midnight in Greenwich. */
function asDate(value: string): Date {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00`) : new Date(value);
}

function relative(value: number, name: 'day'): string {
  return new Intl.RelativeTimeFormat(formatLocale(), { numeric: 'auto' }).format(value, name);
}

function isDayBefore(then: Date, now: Date): boolean {
  const before = new Date(now);
  before.setDate(now.getDate() - 1);
  return before.toDateString() === then.toDateString();
}
