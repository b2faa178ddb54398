/** The fields of a country's addresses: in its words, its order, and only those it uses (R007). */
import { liveQuery } from '$lib/graphql/live.svelte';
import { PLACE_FIELDS, type Place, type PlaceField } from './addresses';
import { RulesQuery } from './queries';

/** Reads the form of a country for as long as the component lives. */
export function placeForm(country: () => string) {
  const rules = liveQuery(() => ({
    query: RulesQuery,
    variables: { country: country() },
    pause: !country(),
  }));
  const fields = $derived(rules.data?.addressRules.fields ?? []);
  return {
    get fields() {
      return fields;
    },
  };
}

export type PlaceForm = ReturnType<typeof placeForm>;

/**
 * What is typed in fields that are shown. One that is not keeps what it had, `hidden`; of another
 * country's address that is nothing.
 */
export function typedIn({ fields }: Pick<PlaceForm, 'fields'>, place: Place, hidden: Place): Place {
  if (!fields.length) return place;
  const shown = new Set<string>(fields.map((field) => field.name));
  const kept = (name: PlaceField) => (shown.has(name) ? place[name].trim() : hidden[name]);
  return Object.fromEntries(PLACE_FIELDS.map((name) => [name, kept(name)])) as Place;
}
