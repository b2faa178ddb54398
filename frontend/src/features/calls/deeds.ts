/** What one can do about a call. */
import { send } from '$lib/graphql/send';
import { nodeHref, route } from '$lib/route';
import { toasts } from '$lib/ui/toasts.svelte';
import { phoneWidth } from '$lib/ui/width';
import { go, here } from '../../router';
import { desk } from './desk.svelte';
import { CallTake } from './mutations';
import type { Caller, LiveCall } from './queries';

/** Says that the viewer has the call; every window then shows who. */
export async function take(call: LiveCall) {
  const data = await send(CallTake, { id: call.id });
  const result = data?.callTake;
  if (result?.__typename === 'CallSaved') desk.put(result.call);
  else if (result) toasts.show({ text: result.message, tone: 'bad' });
}

/** At phone width a card covers what it leads to: it folds out of the way. */
export function giveWay(call: LiveCall) {
  if (phoneWidth.current) desk.folded.add(call.id);
}

/** Whether somebody's record is what the page shows. */
export function isOpen(party: Caller): boolean {
  const href = nodeHref(party);
  return href === here.pathname || here.pathname.startsWith(`${href}/`);
}

/** Opens whoever calls, the `place`-th of several; somebody unknown is met with a new record. */
export function show(call: LiveCall, place = 0) {
  const party = call.parties[place];
  giveWay(call);
  if (party) void go(nodeHref(party) ?? route.calls());
  else if (place === 0 && call.number) void go(route.newCustomer({ phone: call.international }));
  else if (place === 0) void go(route.calls());
}
