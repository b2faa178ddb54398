/** The customer on the screen, for the parts of the record. */
import { getContext, setContext } from 'svelte';
import type { Editing } from '../../record/editing.svelte';
import type { ChoiceLists } from './choices.svelte';
import type { Call, Customer } from './queries';

export interface CustomerOnScreen {
  readonly customer: Customer;
  /** The newest calls with them. */
  readonly calls: readonly Call[];
  readonly editing: Editing;
  readonly choices: ChoiceLists;
}

const KEY = Symbol('customer on screen');

export const setRecord = (record: CustomerOnScreen) => setContext(KEY, record);
export const getRecord = () => getContext<CustomerOnScreen>(KEY);
