/** Where one goes on after signing in. */
import { resetClient } from '$lib/graphql/client';
import { go } from '../../router';

/** Pages the server gives out itself: they need a new document. */
const DOCUMENTS = ['/graphiql'];

/** The path asked for when it is one of ours; an address of another host never is. */
export function safeNext(asked: string | null | undefined): string {
  if (!asked?.startsWith('/')) return '/';
  const url = new URL(asked, 'http://here.invalid');
  if (url.host !== 'here.invalid' || ['/sign-in', '/welcome'].includes(url.pathname)) return '/';
  return url.pathname + url.search;
}

/** Begins with an empty cache, as whoever has just signed in. */
export async function enter(next: string) {
  resetClient();
  if (DOCUMENTS.some((path) => next.split('?')[0] === path)) location.assign(next);
  else await go(next, { replace: true });
}
