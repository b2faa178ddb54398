/** Which customers a URL of the list means, and how that reads. */
import { countryName } from '$lib/format/names';
import type { VariablesOf } from '$lib/graphql/graphql';
import { knownField } from '../custom_fields/known.svelte';
import { OWN } from '../custom_fields/own';
import { fieldLabel, fieldWords } from '../record/feed/fields';
import { m } from '$lib/paraglide/messages';
import type { CustomersPage } from './queries';

export type Filter = NonNullable<VariablesOf<typeof CustomersPage>['filter']>;
export type Order = NonNullable<VariablesOf<typeof CustomersPage>['order']>;

export const VIEWS = ['all', 'mine', 'do-not-call', 'blocked', 'deleted'] as const;
export type View = (typeof VIEWS)[number];

export const ORDERS = ['name', 'number', 'created', 'modified'] as const;
export type OrderName = (typeof ORDERS)[number];

/** What the URL says; everything absent is as the list starts. */
export interface ListState {
  view: View;
  order: OrderName;
  descending: boolean;
  country?: string;
  group?: string;
  operator?: string;
  email?: 'allowed' | 'refused';
  /** Words as the search box reads them. */
  text?: string;
  /** Key of an own field → what it must say. */
  own?: Record<string, string>;
}

export type FilterName = 'text' | 'country' | 'group' | 'operator' | 'email';
export const FILTERS: readonly FilterName[] = ['text', 'country', 'group', 'operator', 'email'];

/** What takes every filter away. */
export const noFilters = (): Partial<ListState> => ({
  ...Object.fromEntries(FILTERS.map((name) => [name, undefined])),
  own: undefined,
});

const NEWEST_FIRST: readonly OrderName[] = ['created', 'modified'];

function oneOf<Value extends string>(known: readonly Value[], value: unknown): Value | undefined {
  return known.find((one) => one === value);
}

function text(value: unknown): string | undefined {
  return value === undefined || value === '' ? undefined : String(value);
}

/** The own fields a URL asks about: `custom.tier=Gold`. */
function readOwn(search: Record<string, unknown>): Pick<ListState, 'own'> {
  const asked = Object.entries(search).flatMap(([name, value]) => {
    const said = name.startsWith(OWN) && text(value);
    return said ? [[name.slice(OWN.length), said] as const] : [];
  });
  return asked.length ? { own: Object.fromEntries(asked) } : {};
}

/** What the API is asked of own fields: a part of a text, else the very value. */
function ownFilter(own: Record<string, string>) {
  return Object.entries(own).map(([key, value]) => {
    const type = knownField(OWN + key, 'customer')?.type ?? 'TEXT';
    return type === 'TEXT' || type === 'LINK' ? { key, contains: value } : { key, equals: value };
  });
}

/** Reads the query of a URL. */
export function readState(search: Record<string, unknown>): ListState {
  const order = oneOf(ORDERS, search.order) ?? 'name';
  return {
    view: oneOf(VIEWS, search.view) ?? 'all',
    order,
    descending:
      search.desc === undefined ? NEWEST_FIRST.includes(order) : String(search.desc) === '1',
    country: text(search.country),
    group: text(search.group),
    operator: text(search.operator),
    email: oneOf(['allowed', 'refused'] as const, search.email),
    text: text(search.text),
    ...readOwn(search),
  };
}

/** The query of a URL that means this state; what is as at the start is left out. */
export function writeState(state: ListState): Record<string, string | undefined> {
  const usual = NEWEST_FIRST.includes(state.order);
  return {
    view: state.view === 'all' ? undefined : state.view,
    order: state.order === 'name' ? undefined : state.order,
    desc: state.descending === usual ? undefined : state.descending ? '1' : '0',
    country: state.country,
    group: state.group,
    operator: state.operator,
    email: state.email,
    text: state.text,
    ...Object.fromEntries(
      Object.entries(state.own ?? {}).map(([key, value]) => [OWN + key, value]),
    ),
  };
}

/** The filter the API takes; `me` is the viewer's id. */
export function filterOf(state: ListState, me: string): Filter {
  return {
    deleted: state.view === 'deleted',
    ...(state.view === 'do-not-call' && { doNotCall: true }),
    ...(state.view === 'blocked' && { blocked: true }),
    ...(state.operator && { operator: state.operator }),
    ...(state.view === 'mine' && { operator: me }),
    ...(state.text && { text: state.text }),
    ...(state.country && { country: state.country }),
    ...(state.group && { group: state.group }),
    ...(state.email && { doNotEmail: state.email === 'refused' }),
    ...(state.own && { customFields: ownFilter(state.own) }),
  };
}

/** Where the list, or the rows chosen of it, is kept as a file. */
export function exportHref(format: 'csv' | 'vcf', filter: Filter, ids?: readonly string[]): string {
  const given = ids ? { ids: ids.join(','), deleted: filter.deleted } : filter;
  const query = Object.entries(given).flatMap(([name, value]): [string, string][] =>
    name === 'customFields'
      ? (filter.customFields ?? []).map(({ key, equals, contains }) =>
          contains ? [`${OWN}${key}.contains`, contains] : [`${OWN}${key}`, equals ?? ''],
        )
      : [[name, String(value)]],
  );
  return `/exports/customers.${format}?${new URLSearchParams(query)}`;
}

const ORDER_FIELDS = {
  name: 'NAME',
  number: 'NUMBER',
  created: 'CREATED',
  modified: 'MODIFIED',
} as const;

/** The order the API takes. */
export function orderOf(state: ListState): Order {
  return { by: ORDER_FIELDS[state.order], descending: state.descending };
}

/** Whether a row still belongs to the view; one that no longer does stays, dimmed, until the next reading. */
export function fits(
  row: { deletedAt: unknown; doNotCall: boolean; blocked: boolean },
  view: View,
): boolean {
  if ((view === 'deleted') !== Boolean(row.deletedAt)) return false;
  if (view === 'do-not-call') return row.doNotCall;
  return view === 'blocked' ? row.blocked : true;
}

export interface Condition {
  name: string;
  label: string;
  value: string;
  /** The state without it. */
  without: Partial<ListState>;
}

/** The filters that are set, as they read on the bar. */
export function conditionsOf(
  state: ListState,
  names: { groups: Map<string, string>; users: Map<string, string> },
): Condition[] {
  const words: Record<FilterName, { label: string; value: string | undefined }> = {
    text: { label: m.customers_words(), value: state.text && `“${state.text}”` },
    country: { label: m.customers_country(), value: state.country && countryName(state.country) },
    group: {
      label: m.customers_group(),
      value: state.group && (names.groups.get(state.group) ?? '…'),
    },
    operator: {
      label: m.customers_operator(),
      value: state.operator && (names.users.get(state.operator) ?? '…'),
    },
    email: {
      label: m.customers_email_use(),
      value:
        state.email &&
        (state.email === 'allowed' ? m.customers_email_allowed() : m.customers_email_refused()),
    },
  };
  const built = FILTERS.flatMap((name) => {
    const { label, value } = words[name];
    return value ? [{ name, label, value, without: { [name]: undefined } }] : [];
  });
  return [...built, ...ownConditions(state.own ?? {})];
}

function ownConditions(own: Record<string, string>): Condition[] {
  return Object.entries(own).map(([key, value]) => {
    const name = OWN + key;
    const { [key]: _gone, ...rest } = own;
    const without = { own: Object.keys(rest).length ? rest : undefined };
    const words = fieldWords(name, value, 'customer');
    return { name, label: fieldLabel(name, 'customer'), value: words, without };
  });
}
