/** The form for a new customer: its draft, its checks, what is in the way, and saving. */
import { byField } from '$lib/graphql/problems';
import { send } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import type { OwnField } from '../../custom_fields/queries';
import { ownLabels } from '../../custom_fields/words';
import { emailCheck, phoneCheck, type Check } from '../../record/checks.svelte';
import { emptyDraft, forgetDraft, inputOf, keepDraft, startDraft } from './draft.svelte';
import type { Draft, FieldName } from './draft.svelte';
import { CustomerCreate } from './queries';

const LABELS: Partial<Record<FieldName, () => string>> = {
  firstName: m.new_first_name,
  email: m.new_email,
  mobilePhone: m.new_mobile,
  fixedPhone: m.new_fixed,
  birthday: m.new_birthday,
  citizenship: m.new_citizenship,
  idNumber: m.new_id_number,
  discount: m.new_discount,
  paymentDays: m.new_payment_due,
};

export interface Saved {
  id: string;
  displayName: string;
}

export class NewCustomerForm {
  draft = $state<Draft>(emptyDraft());
  /** The account's own fields, once they are known. */
  #fields: () => readonly OwnField[] | undefined;
  /** Messages by field, from the server or from what cannot be read; a field's goes when it changes. */
  errors = $state.raw<Partial<Record<string, string>>>({});
  /** Set once somebody has tried to save: what is missing is then said. */
  tried = $state(false);
  busy = $state(false);
  readonly checks: Record<'email' | 'mobilePhone' | 'fixedPhone', Check> = {
    email: emailCheck(() => ({})),
    mobilePhone: phoneCheck(() => ({})),
    fixedPhone: phoneCheck(() => ({})),
  };

  constructor(given: Partial<Draft>, fields: () => readonly OwnField[] | undefined) {
    this.#fields = fields;
    this.draft = startDraft(given);
  }

  /** The fields that may be in the way under their names for people, in the order of the form. */
  get labels(): Record<string, string> {
    const built = Object.entries(LABELS).map(([name, label]) => [name, label()]);
    return { ...Object.fromEntries(built), ...ownLabels(this.#fields() ?? []) };
  }

  /** What keeps it from being saved, by field; what belongs to none stands under the empty name. */
  get inTheWay(): Record<string, string | undefined> {
    const names = Object.keys(LABELS) as FieldName[];
    const found = names.map((name) => [name, this.errorOf(name) ?? this.#checked(name)]);
    const own = Object.keys(ownLabels(this.#fields() ?? [])).map((name) => [
      name,
      this.errors[name],
    ]);
    return { '': this.errors[''], ...Object.fromEntries([...found, ...own]) };
  }

  errorOf(name: FieldName): string | undefined {
    if (this.errors[name]) return this.errors[name];
    return this.#missing(name) ? m.new_first_name_missing() : undefined;
  }

  /** Told when a field's value changes: what was said of the former one no longer holds. */
  changed(name: FieldName) {
    if (!this.errors[name]) return;
    const { [name]: _gone, ...rest } = this.errors;
    this.errors = rest;
  }

  keep() {
    keepDraft($state.snapshot(this.draft));
  }

  /** Saves; answers the new customer, or nothing after saying what is in the way. */
  async save(): Promise<Saved | null> {
    this.tried = true;
    const { input, wrong } = inputOf($state.snapshot(this.draft), this.#fields());
    this.errors = { ...wrong };
    if (Object.values(this.inTheWay).some(Boolean)) return null;
    this.busy = true;
    const result = (await send(CustomerCreate, { input }))?.customerCreate;
    this.busy = false;
    if (!result) return null;
    if (result.__typename === 'CustomerSaved') {
      forgetDraft();
      return result.customer;
    }
    this.errors = named(byField(result));
    await Promise.all([this.#askAgain('email'), this.#askAgain('mobilePhone')]);
    await this.#askAgain('fixedPhone');
    return null;
  }

  /** An empty form for the next one; the terms one works with all morning stay. */
  next() {
    const { group, operator, source, store } = this.draft;
    this.draft = { ...emptyDraft(), group, operator, source, store };
    this.errors = {};
    this.tried = false;
    for (const check of Object.values(this.checks)) check.forget();
  }

  throwAway() {
    forgetDraft();
    this.draft = emptyDraft();
  }

  #askAgain(name: 'email' | 'mobilePhone' | 'fixedPhone') {
    return this.checks[name].left(this.draft[name]);
  }

  #checked(name: FieldName): string | undefined {
    const check = this.checks[name as keyof typeof this.checks];
    if (check?.taken) return check.finding?.message || m.new_taken();
    const said = check?.finding;
    return said && !said.possible && this.tried ? said.message : undefined;
  }

  #missing(name: FieldName): boolean {
    return name === 'firstName' && this.tried && !this.draft.firstName.trim();
  }
}

/** The fields of the form under the names the server uses for them. */
function named(errors: Record<string, string>): Record<string, string> {
  const { number, address, ...rest } = errors;
  return {
    ...rest,
    ...(number && { mobilePhone: rest.mobilePhone ?? number }),
    ...(address && { email: rest.email ?? address }),
  };
}
