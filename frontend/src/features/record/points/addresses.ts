/** What can be done with an address and the place it stands for. */
import { send } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import { toasts } from '$lib/ui/toasts.svelte';
import { done } from '../deeds';
import { reasons } from './outcome';
import { AddressAdd, AddressRemove, AddressUpdate } from './mutations';
import type { Address } from './queries';

export const PLACE_FIELDS = [
  'recipient',
  'organisation',
  'street',
  'sublocality',
  'city',
  'region',
  'postalCode',
  'sortingCode',
] as const;

export type PlaceField = (typeof PLACE_FIELDS)[number];
export type Place = Record<PlaceField, string>;
export type Scope = 'ONLY_THIS' | 'EVERYBODY';

export interface AddressDraft {
  label: string;
  country: string;
  place: Place;
  /** For whom a shared place changes. */
  scope: Scope;
}

/** The fields of a place as a form holds them. */
export function placeOf(location?: Partial<Place>): Place {
  return Object.fromEntries(PLACE_FIELDS.map((name) => [name, location?.[name] ?? ''])) as Place;
}

/**
 * Adds an address, or changes what differs of one; answers what is in the way, by field. `seen` is
 * the address whose version one knows of: a newer one than `address` after a conflict was shown.
 */
export async function saveAddress(
  party: string,
  address: Address | undefined,
  draft: AddressDraft,
  seen = address,
): Promise<Record<string, string>> {
  const label = draft.label.trim();
  if (!address) {
    const input = { label, location: { country: draft.country, ...filled(draft.place) } };
    return reasons((await send(AddressAdd, { party, input }))?.addressAdd);
  }
  const moved = changed(address, draft);
  const location = moved ? { ...moved, version: seen?.location.version } : undefined;
  const input = { label, location, scope: draft.scope, version: seen?.version };
  return reasons((await send(AddressUpdate, { id: address.id, input }))?.addressUpdate);
}

/** Takes an address away; the toast brings it back, at the same place while somebody is still there. */
export async function removeAddress(party: string, address: Address) {
  if (!done((await send(AddressRemove, { id: address.id }))?.addressRemove)) return;
  const { location, label } = address;
  const place = { country: location.country, notes: location.notes, ...filled(placeOf(location)) };
  const input =
    address.sharedWith > 0 ? { label, locationId: location.id } : { label, location: place };
  toasts.show({
    text: m.record_point_removed({ value: address.lines.join(', ') }),
    undo: async () => void done((await send(AddressAdd, { party, input }))?.addressAdd),
  });
}

function filled(place: Place): Partial<Place> {
  return Object.fromEntries(Object.entries(place).filter(([, value]) => value.trim()));
}

function changed(address: Address, draft: AddressDraft): Record<string, string> | null {
  const before = placeOf(address.location);
  const pairs = PLACE_FIELDS.filter((name) => draft.place[name].trim() !== before[name]).map(
    (name) => [name, draft.place[name].trim()],
  );
  if (draft.country !== (address.location.country ?? '')) pairs.push(['country', draft.country]);
  return pairs.length ? Object.fromEntries(pairs) : null;
}
