/** What can be done with a person's part in a project. */
import { ProblemParts } from '$lib/graphql/answers';
import { graphql, type VariablesOf } from '$lib/graphql/graphql';
import { byField } from '$lib/graphql/problems';
import { send } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import { toasts } from '$lib/ui/toasts.svelte';
import { done } from '../deeds';
import { ParticipationParts, PersonParts, type Participation } from './queries';

/** The people of a project with what one needs to reach them (R050). */
export const ProjectPeople = graphql(
  `
    fragment ProjectPeople on Project @_unmask {
      id
      participations {
        ...ParticipationParts
        person {
          ... on Customer {
            id
            phones {
              id
              international
              extension
              main
            }
            emails {
              id
              address
              href
            }
          }
          ... on Contact {
            id
            phones {
              id
              international
              extension
              main
            }
            emails {
              id
              address
              href
            }
          }
        }
      }
    }
  `,
  [ParticipationParts],
);

const ProjectsOf = graphql(
  `
    fragment ProjectsOf on Person @_unmask {
      ... on Customer {
        id
        participations {
          ...ParticipationParts
        }
      }
      ... on Contact {
        id
        participations {
          ...ParticipationParts
        }
      }
    }
  `,
  [ParticipationParts],
);

/** Both ends with their lists, so that each screen that shows one follows. */
const EndsOf = graphql(
  `
    fragment ParticipationEnds on Participation @_unmask {
      ...ParticipationParts
      person {
        ...ProjectsOf
      }
      project {
        ...ProjectPeople
      }
    }
  `,
  [ParticipationParts, ProjectsOf, ProjectPeople],
);

const Add = graphql(
  `
    mutation AddProjectContact($project: ID!, $input: ProjectContactAddInput!) {
      projectContactAdd(project: $project, input: $input) {
        __typename
        ... on ProjectContactSaved {
          participation {
            ...ParticipationEnds
          }
        }
        ...ProblemParts
        ... on PersonKnown {
          person {
            ...PersonParts
          }
          reason
          sentence
        }
      }
    }
  `,
  [EndsOf, PersonParts, ProblemParts],
);

const Update = graphql(
  `
    mutation UpdateProjectContact($id: ID!, $input: ProjectContactUpdateInput!) {
      projectContactUpdate(id: $id, input: $input) {
        __typename
        ... on ProjectContactSaved {
          participation {
            ...ParticipationParts
          }
        }
        ...ProblemParts
      }
    }
  `,
  [ParticipationParts, ProblemParts],
);

const Remove = graphql(
  `
    mutation RemoveProjectContact($id: ID!) {
      projectContactRemove(id: $id) {
        __typename
        ... on ProjectContactRemoved {
          person {
            ...ProjectsOf
          }
          project {
            ...ProjectPeople
          }
        }
        ...ProblemParts
      }
    }
  `,
  [ProjectsOf, ProjectPeople, ProblemParts],
);

type AddInput = VariablesOf<typeof Add>['input'];
type Added = NonNullable<Awaited<ReturnType<typeof sendAdd>>>;
export type Known = Extract<Added, { __typename: 'PersonKnown' }>;

const sendAdd = async (project: string, input: AddInput) =>
  (await send(Add, { project, input }))?.projectContactAdd;

/** What adding somebody came to: who joined, or what is in the way by field, or who is known already. */
export interface Joining {
  joined?: Participation;
  errors: Record<string, string>;
  known?: Known;
}

/** Puts somebody on a project: a person on record, or somebody new. */
export async function join(project: string, input: AddInput): Promise<Joining> {
  const result = await sendAdd(project, input);
  if (!result) return { errors: { '': m.record_not_sent() } };
  if (result.__typename === 'ProjectContactSaved')
    return { joined: result.participation, errors: {} };
  if (result.__typename === 'PersonKnown') return { errors: {}, known: result };
  return { errors: byField(result) };
}

/** Adds a person to a project from the person's record; answers what is in the way, by field. */
export async function addParticipation(
  project: string | null,
  person: string,
  role: string,
): Promise<Record<string, string>> {
  if (!project) return { project: m.record_choose_project() };
  const { errors, known } = await join(project, { person, role: role.trim() });
  return known ? { '': known.message } : errors;
}

/** Changes the part somebody has; answers why it was refused. */
export async function changeRole(id: string, role: string): Promise<Record<string, string>> {
  const result = (await send(Update, { id, input: { role: role.trim() } }))?.projectContactUpdate;
  if (!result) return { '': m.record_not_sent() };
  return result.__typename === 'ProjectContactSaved' ? {} : byField(result);
}

/** Takes somebody off a project, silently. */
export async function leave(participation: { id: string }): Promise<boolean> {
  return done((await send(Remove, { id: participation.id }))?.projectContactRemove);
}

/** Takes somebody off a project; the toast puts them back with the same part. */
export async function removeParticipation(participation: Participation) {
  const { person, project, role } = participation;
  if (!(await leave(participation))) return;
  toasts.show({
    text: m.record_left_project({ person: person.displayName, name: project.name }),
    undo: async () => void (await join(project.id, { person: person.id, role })),
  });
}
