/** What the projects' screens ask, follow and send. */
import { ConflictParts, ProblemParts } from '$lib/graphql/answers';
import { graphql, type ResultOf } from '$lib/graphql/graphql';
import { OwnValues } from '../custom_fields/queries';
import { HistoryParts, TraceParts } from '../record/feed/queries';
import { ReachParts } from '../record/points/queries';
import { ProjectPeople } from '../record/graph/participations';

export const ProjectRow = graphql(`
  fragment ProjectRow on Project @_unmask {
    id
    number
    name
    stage
    startsOn
    endsOn
    deletedAt
    version
    value {
      minor
      currency
    }
    company {
      id
      name
    }
  }
`);

export type Row = ResultOf<typeof ProjectRow>;

export const ProjectsPage = graphql(
  `
    query ProjectsPage($first: Int!, $offset: Int!, $filter: ProjectFilter, $order: ProjectOrder) {
      projects(first: $first, offset: $offset, filter: $filter, order: $order) {
        nodes {
          ...ProjectRow
        }
        totalCount
        totalCountIsExact
        seq
      }
    }
  `,
  [ProjectRow],
);

export const ProjectFields = graphql(
  `
    fragment ProjectFields on Project @_unmask {
      ...ProjectRow
      ...OwnValues
      notes
      viewerCanUpdate
      viewerCanDelete
      created {
        ...TraceParts
      }
      modified {
        ...TraceParts
      }
    }
  `,
  [ProjectRow, OwnValues, TraceParts],
);

export const ProjectRecord = graphql(
  `
    fragment ProjectRecord on Project @_unmask {
      ...ProjectFields
      ...ProjectPeople
      history(first: 50) {
        ...HistoryParts
      }
    }
  `,
  [ProjectFields, ProjectPeople, HistoryParts],
);

export type Project = ResultOf<typeof ProjectRecord>;

export const ProjectQuery = graphql(
  `
    query ProjectRecord($id: ID!) {
      project(id: $id) {
        ...ProjectRecord
      }
    }
  `,
  [ProjectRecord],
);

/** What every change of a project answers when it is done. */
const ProjectAnswer = graphql(
  `
    fragment ProjectAnswer on ProjectSaved @_unmask {
      project {
        ...ProjectFields
      }
    }
  `,
  [ProjectFields],
);

export const ProjectCreate = graphql(
  `
    mutation ProjectCreate($input: ProjectCreateInput!) {
      projectCreate(input: $input) {
        __typename
        ...ProjectAnswer
        ...ProblemParts
      }
    }
  `,
  [ProjectAnswer, ProblemParts],
);

export const ProjectUpdate = graphql(
  `
    mutation ProjectUpdate($id: ID!, $input: ProjectUpdateInput!) {
      projectUpdate(id: $id, input: $input) {
        __typename
        ...ProjectAnswer
        ...ProblemParts
        ... on VersionConflict {
          ...ConflictParts
          current {
            ...ProjectFields
          }
        }
      }
    }
  `,
  [ProjectFields, ProjectAnswer, ConflictParts, ProblemParts],
);

export const ProjectDelete = graphql(
  `
    mutation ProjectDelete($id: ID!) {
      projectDelete(id: $id) {
        __typename
        ...ProjectAnswer
        ...ProblemParts
      }
    }
  `,
  [ProjectAnswer, ProblemParts],
);

export const ProjectRestore = graphql(
  `
    mutation ProjectRestore($id: ID!) {
      projectRestore(id: $id) {
        __typename
        ...ProjectAnswer
        ...ProblemParts
      }
    }
  `,
  [ProjectAnswer, ProblemParts],
);

/** A person of a project with what is edited beside it. */
export const PersonQuery = graphql(
  `
    query ProjectPerson($id: ID!) {
      node(id: $id) {
        __typename
        id
        ... on Customer {
          ...ReachParts
          ...OwnValues
          displayName
          firstName
          middleName
          lastName
          version
          viewerCanUpdate
        }
        ... on Contact {
          ...ReachParts
          ...OwnValues
          displayName
          firstName
          middleName
          lastName
          version
          viewerCanUpdate
        }
      }
    }
  `,
  [ReachParts, OwnValues],
);

/** The projects somebody is on, and those deleted since that they were on (R056). */
export const KnownFrom = graphql(`
  query KnownFrom($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Customer {
        participations {
          id
          project {
            id
            name
          }
        }
        formerParticipations {
          id
          project {
            id
            name
          }
        }
      }
      ... on Contact {
        participations {
          id
          project {
            id
            name
          }
        }
        formerParticipations {
          id
          project {
            id
            name
          }
        }
      }
    }
  }
`);
