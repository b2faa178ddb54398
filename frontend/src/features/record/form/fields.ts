/** The text fields of a form as data: their groups, what starts in them, what is missing of them. */
import type { ComponentProps } from 'svelte';
import type TextField from './TextField.svelte';

export interface FormField {
  /** As the input names it. */
  name: string;
  label: string;
  type?: ComponentProps<typeof TextField>['type'];
  /** What is said where it is left out; without it it may be. */
  missing?: string;
}

export interface FormFields {
  title: string;
  fields: readonly FormField[];
}

export type Texts = Record<string, string>;

export const fieldsOf = (groups: readonly FormFields[]) => groups.flatMap(({ fields }) => fields);

/** Every field with nothing in it. */
export const blank = (fields: readonly FormField[]): Texts =>
  Object.fromEntries(fields.map(({ name }) => [name, '']));

/** What is left out and cannot be, by field. */
export const missingOf = (fields: readonly FormField[], typed: Texts): Texts =>
  Object.fromEntries(
    fields.flatMap(({ name, missing }) =>
      missing && !typed[name]?.trim() ? [[name, missing]] : [],
    ),
  );

/** What was filled in, as it was typed. */
export const filledOf = (typed: Texts): Texts =>
  Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim()));
