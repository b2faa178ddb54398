/** Rows of facts: the kinds there are, and those that several rooms show. */
import type { ComponentProps } from 'svelte';
import { formatDate } from '$lib/format/dates';
import { languageName } from '$lib/format/names';
import { m } from '$lib/paraglide/messages';
import type Fact from './Fact.svelte';
import { orNull } from './reading';

/** One row, without what all rows of a record have in common. */
export type Row = Omit<ComponentProps<typeof Fact>, 'editing' | 'readonly'>;

export const textFact = (field: string, label: string, value: string): Row => ({
  field,
  label,
  value,
});

export const areaFact = (field: string, label: string, value: string): Row => ({
  ...textFact(field, label, value),
  type: 'area',
});

/** A value that may be absent: nothing typed takes it away. */
export const maybeFact = (field: string, label: string, value: string | null): Row => ({
  ...textFact(field, label, value ?? ''),
  read: orNull,
});

export const dateFact = (field: string, label: string, value: string | null): Row => ({
  ...maybeFact(field, label, value),
  type: 'date',
  show: formatDate,
});

export const notesFact = ({ notes }: { notes: string }): Row =>
  areaFact('notes', m.record_notes(), notes);

export const birthdayFact = ({ birthday }: { birthday: string | null }): Row =>
  dateFact('birthday', m.record_birthday(), birthday);

interface Named {
  firstName: string;
  middleName: string;
  lastName: string;
}

export const nameFacts = (person: Named): Row[] => [
  textFact('firstName', m.record_first_name(), person.firstName),
  textFact('lastName', m.record_last_name(), person.lastName),
  textFact('middleName', m.record_middle_name(), person.middleName),
];

interface Speaking {
  language: string | null;
  timeZone: string | null;
}

/** In which language and at what hours one talks to somebody. */
export const talkFacts = ({ language, timeZone }: Speaking): Row[] => [
  { ...maybeFact('language', m.record_language(), language), show: languageName },
  maybeFact('timeZone', m.record_time_zone(), timeZone),
];
