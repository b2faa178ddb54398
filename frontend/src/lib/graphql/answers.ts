/** The parts of a mutation's answer that tell what is in the way, the same whatever was asked. */
import { graphql } from './graphql';

/** Why it was refused: in a sentence, and field by field where an input is at fault. */
export const ProblemParts = graphql(`
  fragment ProblemParts on Problem @_unmask {
    message
    path
    ... on InvalidInput {
      fields {
        path
        message
      }
    }
  }
`);

/** What somebody else changed meanwhile, beside what was to be saved (R098). */
export const ConflictParts = graphql(`
  fragment ConflictParts on VersionConflict @_unmask {
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
  }
`);
