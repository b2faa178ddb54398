/** Whether the server can be reached, as the shell's notice shows it. */

class Network {
  /** False while requests or the socket cannot reach the server. */
  online = $state(true);
  /** Since when there has been no connection. */
  since = $state<Date | null>(null);
  /** Grows when the socket comes back or the client is replaced: live queries then ask again. */
  epoch = $state(0);

  lost() {
    if (!this.online) return;
    this.online = false;
    this.since = new Date();
  }

  found() {
    if (this.online) return;
    this.online = true;
    this.since = null;
    this.epoch += 1;
  }
}

export const network = new Network();

/**
 * Asks the server when the browser's own connection goes or comes. Its word alone is not enough:
 * without a cable, a server on this very machine still answers.
 */
export function followBrowser(request?: typeof fetch) {
  const probe = () => void tryNow(request);
  window.addEventListener('offline', probe);
  window.addEventListener('online', probe);
  return () => {
    window.removeEventListener('offline', probe);
    window.removeEventListener('online', probe);
  };
}

/** Asks the server whether it is there; the notice goes or stays by its answer. */
export async function tryNow(request: typeof fetch = (...args) => fetch(...args)) {
  await noticeOutcome(request)('/healthz', { cache: 'no-store' }).catch(() => undefined);
}

/** Wraps `fetch` so that each answer, or its absence, moves the notice. */
export function noticeOutcome(request: typeof fetch): typeof fetch {
  return async (...args) => {
    try {
      const response = await request(...args);
      network.found();
      return response;
    } catch (error) {
      const aborted = error instanceof DOMException && error.name === 'AbortError';
      if (!aborted) network.lost();
      throw error;
    }
  };
}
