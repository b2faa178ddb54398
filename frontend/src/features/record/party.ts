/** What the records of contacts and companies have alike. */
import type { ResultOf } from '$lib/graphql/graphql';
import type { HistoryParts, Trace } from './feed/queries';
import type { Preference } from './points/preference';
import type { ReachParts } from './points/queries';

export type Party = Pick<ResultOf<typeof ReachParts>, 'id' | 'phones' | 'emails' | 'addresses'> & {
  version: number;
  deletedAt: string | null;
  viewerCanUpdate: boolean;
  viewerCanDelete: boolean;
  created: Trace;
  modified: Trace;
  history: ResultOf<typeof HistoryParts>;
  /** Of people only. */
  contactPreference?: Preference;
  doNotCall?: boolean;
};
