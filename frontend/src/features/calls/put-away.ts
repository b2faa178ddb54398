/** Calls whose cards a user has put away: in every window of this browser at once, and still after a reload. */

/** More than anybody has on a screen; older ones have long ended and make no card. */
const MOST = 100;

class PutAway {
  #key = '';
  #ids: string[] = [];

  has(id: string): boolean {
    return this.#ids.includes(id);
  }

  /** Puts a call away here, and tells the other windows of this user. */
  add(id: string) {
    if (this.has(id)) return;
    this.#ids = [...this.#ids, id].slice(-MOST);
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#ids));
    } catch {
      // Without storage a card is put away in this window alone.
    }
  }

  /** Reads what this user has put away, and tells `gone` what other windows put away from now on. */
  begin(user: string, gone: (id: string) => void): () => void {
    this.#key = `kith.calls.put-away.${user}`;
    this.#ids = stored(this.#key);
    const heard = ({ key }: StorageEvent) => {
      if (key !== this.#key) return;
      const before = this.#ids;
      this.#ids = stored(this.#key);
      for (const id of this.#ids) if (!before.includes(id)) gone(id);
    };
    addEventListener('storage', heard);
    return () => removeEventListener('storage', heard);
  }
}

function stored(key: string): string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(found) ? found.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

export const putAway = new PutAway();
