/** What the projects' screens ask, follow and send. */
import { graphql, type ResultOf } from '$lib/graphql/graphql';
import { OwnValues } from '../custom_fields/queries';
import { HistoryParts } from '../record/feed/queries';
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
        at
        via
        by {
          id
          name
        }
      }
      modified {
        at
        via
        by {
          id
          name
        }
      }
    }
  `,
  [ProjectRow, OwnValues],
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

export const ProjectCreate = graphql(
  `
    mutation ProjectCreate($input: ProjectCreateInput!) {
      projectCreate(input: $input) {
        __typename
        ... on ProjectSaved {
          project {
            ...ProjectFields
          }
        }
        ... on Problem {
          message
          path
        }
        ... on InvalidInput {
          fields {
            path
            message
          }
        }
      }
    }
  `,
  [ProjectFields],
);

export const ProjectUpdate = graphql(
  `
    mutation ProjectUpdate($id: ID!, $input: ProjectUpdateInput!) {
      projectUpdate(id: $id, input: $input) {
        __typename
        ... on ProjectSaved {
          project {
            ...ProjectFields
          }
        }
        ... on Problem {
          message
          path
        }
        ... on InvalidInput {
          fields {
            path
            message
          }
        }
        ... on VersionConflict {
          conflicts {
            field
            yours
            theirs
            at
            by {
              id
              name
            }
          }
          current {
            ...ProjectFields
          }
        }
      }
    }
  `,
  [ProjectFields],
);

export const ProjectDelete = graphql(
  `
    mutation ProjectDelete($id: ID!) {
      projectDelete(id: $id) {
        __typename
        ... on ProjectSaved {
          project {
            ...ProjectFields
          }
        }
        ... on Problem {
          message
        }
      }
    }
  `,
  [ProjectFields],
);

export const ProjectRestore = graphql(
  `
    mutation ProjectRestore($id: ID!) {
      projectRestore(id: $id) {
        __typename
        ... on ProjectSaved {
          project {
            ...ProjectFields
          }
        }
        ... on Problem {
          message
        }
      }
    }
  `,
  [ProjectFields],
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
          displayName
          firstName
          middleName
          lastName
          version
          viewerCanUpdate
        }
        ... on Contact {
          ...ReachParts
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
  [ReachParts],
);
