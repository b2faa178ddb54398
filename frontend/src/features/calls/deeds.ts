/** What one can do about a call. */
import { send } from '$lib/graphql/send';
import { nodeHref, route } from '$lib/route';
import { toasts } from '$lib/ui/toasts.svelte';
import { go } from '../../router';
import { desk } from './desk.svelte';
import { CallTake, type LiveCall } from './queries';

/** Says that the viewer has the call; every window then shows who. */
export async function take(call: LiveCall) {
  const data = await send(CallTake, { id: call.id });
  const result = data?.callTake;
  if (result?.__typename === 'CallSaved') desk.put(result.call);
  else if (result) toasts.show({ text: result.message, tone: 'bad' });
}

/** Opens whoever calls, the `place`-th of several; somebody unknown is met with a new record. */
export function show(call: LiveCall, place = 0) {
  const party = call.parties[place];
  if (party) void go(nodeHref(party) ?? route.calls());
  else if (place === 0 && call.number) void go(route.newCustomer({ phone: call.international }));
  else if (place === 0) void go(route.calls());
}
