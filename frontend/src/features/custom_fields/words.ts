/** Own fields in words, and the values typed for them. */
import { formatDate } from '$lib/format/dates';
import { formatNumber } from '$lib/format/numbers';
import { m } from '$lib/paraglide/messages';
import { OWN } from './own';
import type { OwnField, OwnKind } from './queries';

export const TYPES = () =>
  [
    { value: 'TEXT', label: m.fields_type_text() },
    { value: 'NUMBER', label: m.fields_type_number() },
    { value: 'DATE', label: m.fields_type_date() },
    { value: 'CHOICE', label: m.fields_type_choice() },
    { value: 'YES_NO', label: m.fields_type_yes_no() },
    { value: 'LINK', label: m.fields_type_link() },
  ] as const;

export const KINDS = () =>
  [
    { value: 'CUSTOMER', label: m.fields_kind_customer() },
    { value: 'CONTACT', label: m.fields_kind_contact() },
    { value: 'COMPANY', label: m.fields_kind_company() },
    { value: 'PROJECT', label: m.fields_kind_project() },
  ] as const;

const INFORMATION: Record<OwnKind, () => string> = {
  CUSTOMER: m.fields_information_customer,
  CONTACT: m.fields_information_contact,
  COMPANY: m.fields_information_company,
  PROJECT: m.fields_information_project,
};

/** What the own fields of a kind are called together. */
export const information = (kind: OwnKind) => INFORMATION[kind]();

export const yesAndNo = () => [
  { value: 'true', label: m.fields_yes() },
  { value: 'false', label: m.fields_no() },
];

/** What one chooses from, for a choice or a yes and no; a value no longer offered stays in sight. */
export function optionsOf(field: OwnField, value = '') {
  if (field.type === 'YES_NO') return yesAndNo();
  if (field.type !== 'CHOICE') return undefined;
  const offered =
    value && !field.choices.includes(value) ? [value, ...field.choices] : field.choices;
  return offered.map((one) => ({ value: one, label: one }));
}

/** A value as people read it. */
export function ownWords(field: Pick<OwnField, 'type'>, value: string): string {
  if (field.type === 'DATE') return formatDate(value);
  if (field.type === 'NUMBER') return formatNumber(Number(value));
  if (field.type === 'YES_NO') return value === 'true' ? m.fields_yes() : m.fields_no();
  return value;
}

/** Key → text as a form holds it. */
export type Typed = Record<string, string>;

/** Name in problems → name for people, for the list of what is in the way. */
export const ownLabels = (fields: readonly OwnField[]): Record<string, string> =>
  Object.fromEntries(fields.map((one) => [`${OWN}${one.key}`, one.label]));

/** What was typed, as an input takes it; nothing where no field was filled. */
export function ownInput(typed: Typed): { customFields?: { key: string; value: string }[] } {
  const filled = Object.entries(typed).filter(([, value]) => value.trim());
  if (!filled.length) return {};
  return { customFields: filled.map(([key, value]) => ({ key, value: value.trim() })) };
}
