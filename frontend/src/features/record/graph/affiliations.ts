/** What can be done with a person's part in a company. */
import { ProblemParts } from '$lib/graphql/answers';
import { graphql } from '$lib/graphql/graphql';
import { send } from '$lib/graphql/send';
import { byField } from '$lib/graphql/problems';
import { m } from '$lib/paraglide/messages';
import { toasts } from '$lib/ui/toasts.svelte';
import { done } from '../deeds';
import { AffiliationParts, type Affiliation } from './queries';

const CompaniesOf = graphql(
  `
    fragment CompaniesOf on Person @_unmask {
      ... on Customer {
        id
        affiliations {
          ...AffiliationParts
        }
      }
      ... on Contact {
        id
        affiliations {
          ...AffiliationParts
        }
      }
    }
  `,
  [AffiliationParts],
);

const PeopleOf = graphql(
  `
    fragment PeopleOf on Company @_unmask {
      id
      people(first: 100) {
        nodes {
          ...AffiliationParts
        }
      }
    }
  `,
  [AffiliationParts],
);

/** Both ends with their lists, so that each screen that shows one follows. */
const EndsOf = graphql(
  `
    fragment EndsOf on Affiliation @_unmask {
      ...AffiliationParts
      person {
        ...CompaniesOf
      }
      company {
        ...PeopleOf
      }
    }
  `,
  [AffiliationParts, CompaniesOf, PeopleOf],
);

const AffiliationAnswer = graphql(
  `
    fragment AffiliationAnswer on AffiliationSaved @_unmask {
      affiliation {
        ...EndsOf
      }
    }
  `,
  [EndsOf],
);

const Add = graphql(
  `
    mutation AddAffiliation($person: ID!, $input: AffiliationAddInput!) {
      affiliationAdd(person: $person, input: $input) {
        __typename
        ...AffiliationAnswer
        ...ProblemParts
      }
    }
  `,
  [AffiliationAnswer, ProblemParts],
);

const Update = graphql(
  `
    mutation UpdateAffiliation($id: ID!, $input: AffiliationUpdateInput!) {
      affiliationUpdate(id: $id, input: $input) {
        __typename
        ...AffiliationAnswer
        ...ProblemParts
      }
    }
  `,
  [AffiliationAnswer, ProblemParts],
);

const End = graphql(
  `
    mutation EndAffiliation($id: ID!, $until: Date) {
      affiliationEnd(id: $id, until: $until) {
        __typename
        ...AffiliationAnswer
        ...ProblemParts
      }
    }
  `,
  [AffiliationAnswer, ProblemParts],
);

const Remove = graphql(
  `
    mutation RemoveAffiliation($id: ID!) {
      affiliationRemove(id: $id) {
        __typename
        ... on AffiliationRemoved {
          person {
            ...CompaniesOf
          }
          company {
            ...PeopleOf
          }
        }
        ...ProblemParts
      }
    }
  `,
  [CompaniesOf, PeopleOf, ProblemParts],
);

export interface AffiliationDraft {
  role: string;
  since: string;
  until: string;
  main: boolean;
}

/** Adds a part, or changes what differs of one; answers what is in the way, by field. */
export async function saveAffiliation(
  before: Affiliation | undefined,
  ends: { person: string | null; company: string | null },
  draft: AffiliationDraft,
): Promise<Record<string, string>> {
  const plain = { role: draft.role.trim(), since: draft.since || null, until: draft.until || null };
  if (before) {
    const main = draft.main === before.main ? undefined : draft.main;
    return told(
      (await send(Update, { id: before.id, input: { ...plain, main } }))?.affiliationUpdate,
    );
  }
  if (!ends.company) return { company: m.record_choose_company() };
  if (!ends.person) return { person: m.record_choose_person() };
  const input = { ...plain, company: ends.company, main: draft.main || undefined };
  return told((await send(Add, { person: ends.person, input }))?.affiliationAdd);
}

export async function makeMain(affiliation: Affiliation) {
  done((await send(Update, { id: affiliation.id, input: { main: true } }))?.affiliationUpdate);
}

/** Says that it is over as of today; the toast takes it back. */
export async function endAffiliation(affiliation: Affiliation) {
  const { id, main, until } = affiliation;
  if (!done((await send(End, { id, until: null }))?.affiliationEnd)) return;
  toasts.show({
    text: m.record_part_ended({ name: affiliation.company.name }),
    undo: async () =>
      void done((await send(Update, { id, input: { until, main } }))?.affiliationUpdate),
  });
}

/** Takes away what was never so; the toast puts it back. */
export async function removeAffiliation(affiliation: Affiliation) {
  if (!done((await send(Remove, { id: affiliation.id }))?.affiliationRemove)) return;
  const { role, since, until, main, person, company } = affiliation;
  const input = { role, since, until, main: main || undefined, company: company.id };
  toasts.show({
    text: m.record_part_removed({ person: person.displayName, name: company.name }),
    undo: async () => void done((await send(Add, { person: person.id, input }))?.affiliationAdd),
  });
}

type Told = Parameters<typeof byField>[0] & { message?: string };

function told(result: Told | null | undefined): Record<string, string> {
  if (!result) return { '': m.record_not_sent() };
  return result.message === undefined ? {} : byField(result);
}
