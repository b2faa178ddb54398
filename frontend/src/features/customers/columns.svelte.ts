/** Which own fields the list of customers has columns for; kept on this device, like the height of rows (R058). */
const KEPT_UNDER = 'kith.customers.own-columns';

function kept(): string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEPT_UNDER) ?? '[]');
    return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
  } catch {
    // What cannot be read was never chosen.
    return [];
  }
}

class OwnColumns {
  #keys = $state.raw<readonly string[]>(kept());

  /** Keys of the fields, in the order they were chosen. */
  get keys(): readonly string[] {
    return this.#keys;
  }

  /** Shows the column of a field, or takes it away. */
  toggle(key: string) {
    const without = this.#keys.filter((one) => one !== key);
    this.#keys = without.length < this.#keys.length ? without : [...without, key];
    try {
      if (this.#keys.length) localStorage.setItem(KEPT_UNDER, JSON.stringify(this.#keys));
      else localStorage.removeItem(KEPT_UNDER);
    } catch {
      // Without storage the choice lasts as long as the window.
    }
  }

  /** Those of the fields that have a column, in the order of the fields. */
  of<Field extends { key: string }>(fields: readonly Field[]): Field[] {
    return fields.filter((one) => this.#keys.includes(one.key));
  }
}

export const ownColumns = new OwnColumns();
