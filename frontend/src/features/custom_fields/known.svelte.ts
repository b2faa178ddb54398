/** The account's own fields as this window knows them, for forms, filters and the words of the log. */
import { liveQuery } from '$lib/graphql/live.svelte';
import { OWN } from './own';
import { CustomFields, type OwnField, type OwnKind } from './queries';

let all = $state.raw<readonly OwnField[]>([]);

/** The field behind a name such as `custom.shoe-size`, of the kind the log writes (`customer`). */
export function knownField(name: string, kind: string): OwnField | undefined {
  if (!name.startsWith(OWN)) return undefined;
  const key = name.slice(OWN.length);
  const same = all.filter((one) => one.key === key);
  return same.find((one) => one.kind === kind.toUpperCase()) ?? same[0];
}

/** Takes in definitions that were read, so that words can be found for them. */
export const learn = (fields: readonly OwnField[]) => (all = fields);

/** Reads the definitions for as long as the component lives. */
export function ownFields() {
  const asked = liveQuery(() => ({ query: CustomFields, variables: {} }));
  $effect(() => {
    if (asked.data) learn(asked.data.customFields);
  });
  const listed = $derived(asked.data?.customFields ?? all);
  return {
    get asked() {
      return asked;
    },
    /** Those in use on a kind of record, in their order. */
    of: (kind: OwnKind) => listed.filter((one) => one.kind === kind && one.active),
    /** Those of a kind, the retired ones last. */
    every: (kind: OwnKind) =>
      listed
        .filter((one) => one.kind === kind)
        .sort((a, b) => Number(b.active) - Number(a.active) || a.position - b.position),
  };
}
