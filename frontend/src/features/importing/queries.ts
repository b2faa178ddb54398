/** Imports: what is read of a run, and what one does with it. */
import { graphql, type ResultOf } from '$lib/graphql/graphql';

const RunState = graphql(`
  fragment RunState on ImportRun @_unmask {
    id
    state
    source
    region
    samePhone
    error
    createdAt
    startedAt
    finishedAt
    canUndo
    refusedCsv
    refusedVcf
    counts {
      rows
      done
      create
      update
      unchanged
      refused
      partsRefused
      joined
      undone
      kept
    }
    by {
      id
      name
    }
  }
`);

export const RunQuery = graphql(
  `
    query ImportRun($id: ID!) {
      importRun(id: $id) {
        ...RunState
        files {
          name
          rows
          kind
          codec
          codecCertain
          delimiter
          header
          role
          columns {
            header
            target
            label
            order
            how
            match
            sample
          }
        }
      }
      importTargets {
        key
        title
      }
    }
  `,
  [RunState],
);

export const RunsQuery = graphql(
  `
    query ImportRuns($first: Int!) {
      importRuns(first: $first) {
        totalCount
        nodes {
          ...RunState
          files {
            name
          }
        }
      }
    }
  `,
  [RunState],
);

export const RunProgress = graphql(
  `
    subscription ImportProgress($run: ID!) {
      importProgress(run: $run) {
        ...RunState
      }
    }
  `,
  [RunState],
);

const RowCells = graphql(`
  fragment RowCells on ImportRow @_unmask {
    id
    row
    file
    name
    phoneInternational
    verdict
    takenBack
    unusualPhones
    reasons {
      field
      value
      message
      owner {
        __typename
        id
        displayName
      }
    }
    changes {
      field
      from
      to
    }
    cells {
      column
      value
    }
    node {
      __typename
      id
    }
  }
`);

export const RowsPage = graphql(
  `
    query ImportRows(
      $id: ID!
      $first: Int!
      $offset: Int!
      $verdict: ImportVerdict
      $mendable: Boolean!
    ) {
      importRun(id: $id) {
        id
        rows(first: $first, offset: $offset, verdict: $verdict, mendable: $mendable) {
          totalCount
          totalCountIsExact
          nodes {
            ...RowCells
          }
        }
      }
    }
  `,
  [RowCells],
);

const RunAnswer = graphql(
  `
    fragment RunAnswer on ImportResult @_unmask {
      __typename
      ... on ImportSaved {
        run {
          ...RunState
        }
      }
      ... on Problem {
        message
      }
    }
  `,
  [RunState],
);

export const ImportStart = graphql(
  `
    mutation ImportStart($files: [String!]!) {
      importStart(input: { files: $files }) {
        ...RunAnswer
      }
    }
  `,
  [RunAnswer],
);

export const ImportMap = graphql(
  `
    mutation ImportMap($id: ID!, $input: ImportMapInput!) {
      importMap(id: $id, input: $input) {
        ...RunAnswer
      }
    }
  `,
  [RunAnswer],
);

export const ImportConfirm = graphql(
  `
    mutation ImportConfirm($id: ID!) {
      importConfirm(id: $id) {
        ...RunAnswer
      }
    }
  `,
  [RunAnswer],
);

export const ImportCancel = graphql(
  `
    mutation ImportCancel($id: ID!) {
      importCancel(id: $id) {
        ...RunAnswer
      }
    }
  `,
  [RunAnswer],
);

export const ImportUndo = graphql(
  `
    mutation ImportUndo($id: ID!) {
      importUndo(id: $id) {
        ...RunAnswer
      }
    }
  `,
  [RunAnswer],
);

export const RowMend = graphql(
  `
    mutation ImportRowMend($id: ID!, $cells: [ImportCellInput!]!) {
      importRowMend(id: $id, input: { cells: $cells }) {
        __typename
        ... on ImportRowMended {
          row {
            ...RowCells
          }
        }
        ... on Problem {
          message
        }
      }
    }
  `,
  [RowCells],
);

export type Run = NonNullable<ResultOf<typeof RunQuery>['importRun']>;
export type RunBrief = ResultOf<typeof RunsQuery>['importRuns']['nodes'][number];
export type File = Run['files'][number];
export type Column = File['columns'][number];
export type Target = ResultOf<typeof RunQuery>['importTargets'][number];
export type Row = NonNullable<ResultOf<typeof RowsPage>['importRun']>['rows']['nodes'][number];
export type Verdict = Row['verdict'];
export type RunStateName = Run['state'];
