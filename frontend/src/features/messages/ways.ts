/** The ways a party can be written to, as the composer offers them. */
import { m } from '$lib/paraglide/messages';
import type { ResultOf } from '$lib/graphql/graphql';
import type { WaysToWrite } from './queries';
import type { Target } from './writing.svelte';

type Node = ResultOf<typeof WaysToWrite>['node'];

export interface Way {
  value: string;
  label: string;
  target: Target;
}

const named = (label: string, value: string) =>
  label ? m.messages_named_way({ label, value }) : value;

/** Numbers that take SMS first, then addresses; of each the preferred one first. */
export function waysOf(node: Node | undefined): Way[] {
  if (!node || !('phones' in node)) return [];
  const phones = node.phones.filter((phone) => phone.viewerCanText).toSorted(mainFirst);
  const emails = node.emails.toSorted(mainFirst);
  return [
    ...phones.map(({ id, label, international }) => ({
      value: id,
      label: named(label, international),
      target: { channel: 'SMS' as const, phone: id },
    })),
    ...emails.map(({ id, label, address }) => ({
      value: id,
      label: named(label, address),
      target: { channel: 'EMAIL' as const, email: id },
    })),
  ];
}

const mainFirst = (a: { main: boolean }, b: { main: boolean }) => Number(b.main) - Number(a.main);
