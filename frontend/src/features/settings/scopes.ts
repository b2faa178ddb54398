/** Permissions as people read them, in the groups in which they are chosen for a token. */
import type { Scope } from './connections';

/** `CUSTOMER_READ` as a program writes it: `customer:read`. */
export function scopeName(scope: Scope): string {
  return scope.toLowerCase().replace('_', ':');
}

/** What a token's maker may, grouped by what it is about, reading first. */
export function scopeGroups(may: readonly Scope[]): { about: string; scopes: Scope[] }[] {
  const groups = new Map<string, Scope[]>();
  for (const scope of may) {
    const about = scope.split('_')[0] ?? scope;
    groups.set(about, [...(groups.get(about) ?? []), scope]);
  }
  return [...groups].map(([about, scopes]) => ({ about, scopes: scopes.sort(readingFirst) }));
}

function readingFirst(one: Scope, other: Scope): number {
  const reads = (scope: Scope) => (scope.endsWith('_READ') ? 0 : 1);
  return reads(one) - reads(other) || one.localeCompare(other);
}
