/** The fields of the log in words: what each is called, and how its values are written for people. */
import { formatDate } from '$lib/format/dates';
import { formatNumber } from '$lib/format/numbers';
import { countryName, languageName } from '$lib/format/names';
import { knownField } from '../../custom_fields/known.svelte';
import { OWN } from '../../custom_fields/own';
import { ownWords } from '../../custom_fields/words';
import { m } from '$lib/paraglide/messages';

type Words = (value: string) => string;
type Known = readonly [label: () => string, words?: Words];

const yesNo: Words = (value) => (value === 'true' ? m.record_yes() : m.record_no());
const day: Words = (value) => formatDate(value);
const perCent: Words = (value) => m.record_per_cent({ value: formatNumber(Number(value)) });

/** The words of a value that is one of a list, whichever case it comes in. */
const oneOf =
  (list: () => readonly { value: string; label: string }[]): Words =>
  (value) =>
    list().find((one) => one.value === value.toUpperCase())?.label ?? value;

export const SEXES = () => [
  { value: 'FEMALE', label: m.record_sex_female() },
  { value: 'MALE', label: m.record_sex_male() },
  { value: 'OTHER', label: m.record_sex_other() },
];
export const SOURCES = () => [
  { value: 'TELEPHONE', label: m.record_source_telephone() },
  { value: 'WEB', label: m.record_source_web() },
  { value: 'STORE', label: m.record_source_store() },
  { value: 'REFERRAL', label: m.record_source_referral() },
  { value: 'EVENT', label: m.record_source_event() },
  { value: 'IMPORT', label: m.record_source_import() },
  { value: 'OTHER', label: m.record_source_other() },
];
export const PREFERENCES = () => [
  { value: 'ANY', label: m.record_prefers_any() },
  { value: 'WORK_PHONE', label: m.record_prefers_work() },
  { value: 'MOBILE_PHONE', label: m.record_prefers_mobile() },
  { value: 'EMAIL', label: m.record_prefers_email() },
];
export const STAGES = () => [
  { value: 'PLANNED', label: m.projects_stage_planned() },
  { value: 'ACTIVE', label: m.projects_stage_active() },
  { value: 'PAUSED', label: m.projects_stage_paused() },
  { value: 'DONE', label: m.projects_stage_done() },
  { value: 'CANCELLED', label: m.projects_stage_cancelled() },
];

const FIELDS: Record<string, Known> = {
  firstName: [m.record_first_name],
  middleName: [m.record_middle_name],
  lastName: [m.record_last_name],
  birthday: [m.record_birthday, day],
  sex: [m.record_sex, oneOf(SEXES)],
  citizenship: [m.record_citizenship, countryName],
  idNumber: [m.record_id_number],
  idIssuedBy: [m.record_id_issued_by],
  passportNumber: [m.record_passport],
  licenceNumber: [m.record_licence],
  source: [m.record_source, oneOf(SOURCES)],
  groupId: [m.record_group],
  group: [m.record_group],
  operatorId: [m.record_operator],
  operator: [m.record_operator],
  storeId: [m.record_store],
  store: [m.record_store],
  discount: [m.record_discount, perCent],
  paymentDays: [m.record_payment_due, (value) => m.record_days({ count: value })],
  newsletter: [m.record_newsletter, yesNo],
  promotionalSms: [m.record_promotional_sms, yesNo],
  doNotEmail: [m.record_do_not_email, yesNo],
  doNotCall: [m.record_do_not_call, yesNo],
  contactPreference: [m.record_prefers, oneOf(PREFERENCES)],
  blocked: [m.record_blocked, yesNo],
  suppressRegistrationEmail: [m.record_no_registration_email, yesNo],
  targetInformation: [m.record_target_information],
  role: [m.record_role],
  notes: [m.record_notes],
  language: [m.record_language, languageName],
  timeZone: [m.record_time_zone],
  label: [m.record_label],
  typed: [m.record_typed],
  phone: [m.record_number],
  email: [m.record_address_email],
  e164: [m.record_number],
  extension: [m.record_extension],
  main: [m.record_preferred_field, yesNo],
  optedOut: [m.record_opted_out, yesNo],
  country: [m.record_country, countryName],
  street: [m.record_street],
  sublocality: [m.record_sublocality],
  city: [m.record_city],
  region: [m.record_region],
  postalCode: [m.record_postal_code],
  recipient: [m.record_recipient],
  organisation: [m.record_organisation],
  use: [m.record_use],
  since: [m.record_since, day],
  until: [m.record_until, day],
  jobTitle: [m.contacts_job_title],
  active: [m.contacts_active, yesNo],
  otherMeans: [m.contacts_other_means],
  certificate: [m.contacts_certificate],
  name: [m.companies_name],
  legalName: [m.companies_legal_name],
  registrationNumber: [m.companies_registration_number],
  vatNumber: [m.companies_vat_number],
  website: [m.companies_website],
  industry: [m.companies_industry],
  parent: [m.companies_parent],
  company: [m.projects_company],
  project: [m.record_project],
  person: [m.record_person],
  stage: [m.projects_stage, oneOf(STAGES)],
  startsOn: [m.projects_starts_on, day],
  endsOn: [m.projects_ends_on, day],
  value: [m.projects_value],
};

/** Whether people have a word for this field; the others follow from those and are not told. */
export const isTold = (field: string) => field in FIELDS || field.startsWith(OWN);

/** A field's name for people; `kind` is the record's, which tells own fields of one key apart. */
export const fieldLabel = (field: string, kind = '') =>
  knownField(field, kind)?.label ?? FIELDS[field]?.[0]() ?? field.replace(OWN, '');

/** A value of the log for people; nothing is an en dash. */
export function fieldWords(field: string, value: string | null | undefined, kind = ''): string {
  if (value === null || value === undefined || value === '') return '–';
  const own = knownField(field, kind);
  if (own) return ownWords(own, value);
  return FIELDS[field]?.[1]?.(value) ?? value;
}
