/** One short word at a time about what was just done, with the way back. */

const STAYS_MS = 8_000;

export interface Toast {
  text: string;
  /** Takes the deed back; also under Ctrl Z. */
  undo?: () => void | Promise<void>;
  /** A second way on, such as “Show the 3”. */
  action?: { label: string; run: () => void };
  tone?: 'plain' | 'bad';
}

class Toasts {
  current = $state.raw<Toast | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #left = STAYS_MS;
  #since = 0;

  show(toast: Toast) {
    this.current = toast;
    this.#left = STAYS_MS;
    this.release();
  }

  /** Stops the clock while the toast is pointed at or focused. */
  hold() {
    clearTimeout(this.#timer);
    this.#left = Math.max(1_000, this.#left - (Date.now() - this.#since));
  }

  release() {
    clearTimeout(this.#timer);
    this.#since = Date.now();
    this.#timer = setTimeout(() => this.close(), this.#left);
  }

  close() {
    clearTimeout(this.#timer);
    this.current = null;
  }

  /** Takes back what the standing toast tells of. */
  async undo() {
    const toast = this.current;
    if (!toast?.undo) return;
    this.close();
    await toast.undo();
  }
}

export const toasts = new Toasts();
