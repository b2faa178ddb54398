/** All countries as options, by name in the user's language. */
import { countryName } from '$lib/format/names';
import { liveQuery } from '$lib/graphql/live.svelte';
import { CountriesQuery } from './points/queries';

/** Reads the list for as long as the component lives. */
export function countryOptions() {
  const asked = liveQuery(() => ({ query: CountriesQuery, variables: {} }));
  const list = $derived(
    (asked.data?.countries ?? [])
      .map(({ code }) => ({ value: code, label: countryName(code) }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  );
  return {
    get list() {
      return list;
    },
  };
}
