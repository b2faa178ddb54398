/** A new customer as typed so far, kept on this device until it is saved or thrown away (R034). */
import type { VariablesOf } from '$lib/graphql/graphql';
import { ownInput, type Typed } from '../../custom_fields/words';
import { readDays, readPerCent } from '../../record/reading';
import type { CustomerCreate } from './queries';

type Input = VariablesOf<typeof CustomerCreate>['input'];

const EMPTY = {
  firstName: '',
  lastName: '',
  birthday: '',
  sex: '',
  email: '',
  mobilePhone: '',
  fixedPhone: '',
  newsletter: true,
  promotionalSms: false,
  citizenship: '',
  idNumber: '',
  idIssuedBy: '',
  group: '',
  operator: '',
  discount: '',
  paymentDays: '',
  source: 'TELEPHONE',
  store: '',
  registrationEmail: true,
  blocked: false,
};

export type FieldName = keyof typeof EMPTY;
/** The built-in fields, and under `own` what was typed into the account's own: key → text. */
export type Draft = typeof EMPTY & { own: Typed };

const KEPT_UNDER = 'kith.new-customer';

/** What was kept from an earlier visit, with what the way here brought along. */
export function startDraft(given: Partial<Draft>, storage: Storage = localStorage): Draft {
  let kept: Partial<Draft> = {};
  try {
    kept = JSON.parse(storage.getItem(KEPT_UNDER) ?? '{}') as Partial<Draft>;
  } catch {
    // What cannot be read is not worth keeping.
  }
  return { ...emptyDraft(), ...kept, ...given };
}

/** Keeps the draft on this device; one with nothing in it leaves nothing behind. */
export function keepDraft(draft: Draft, storage: Storage = localStorage) {
  if (isEmpty(draft)) storage.removeItem(KEPT_UNDER);
  else storage.setItem(KEPT_UNDER, JSON.stringify(draft));
}

export function forgetDraft(storage: Storage = localStorage) {
  storage.removeItem(KEPT_UNDER);
}

/** Whether somebody has typed or chosen anything yet; the store that stands there by itself is nothing. */
export function isEmpty(draft: Draft): boolean {
  const names = Object.keys(EMPTY) as FieldName[];
  const own = Object.values(draft.own).some((text) => text.trim());
  return !own && names.every((name) => name === 'store' || draft[name] === EMPTY[name]);
}

export const emptyDraft = (): Draft => ({ ...EMPTY, own: {} });

/** Numbers that cannot be read, by field. */
export type Unreadable = Partial<Record<'discount' | 'paymentDays', string>>;

/**
 * What is sent, or which numbers cannot be read as such. Of the own fields those in use, where they
 * are known: one retired since the draft was kept is on no form, and the server would refuse it.
 */
export function inputOf(
  draft: Draft,
  inUse?: readonly { key: string }[],
): { input: Input; wrong: Unreadable } {
  const wrong: Unreadable = {};
  const read = (name: 'discount' | 'paymentDays', as: (typed: string) => number | null) => {
    try {
      return as(draft[name]);
    } catch (problem) {
      wrong[name] = (problem as Error).message;
      return null;
    }
  };
  const { registrationEmail, discount: _d, paymentDays: _p, own, ...plain } = draft;
  const texts = Object.fromEntries(
    Object.entries(plain).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.trim() || undefined : value,
    ]),
  );
  const input = {
    ...texts,
    ...ownInput(inUse ? picked(own, inUse) : own),
    discount: read('discount', readPerCent) ?? undefined,
    paymentDays: read('paymentDays', readDays) ?? undefined,
    suppressRegistrationEmail: !registrationEmail,
  } as Input;
  return { input, wrong };
}

const picked = (own: Typed, fields: readonly { key: string }[]): Typed =>
  Object.fromEntries(fields.map(({ key }) => [key, own[key] ?? '']));
