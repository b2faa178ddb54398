/** Calls missed while nobody could see it here: the window slept, was hidden, or had no connection. */
import type { LiveCall } from './queries';

class Away {
  calls = $state.raw<readonly LiveCall[]>([]);

  /** Notes a missed call, once; the newest stands on top. */
  missed(call: LiveCall) {
    if (this.calls.some((one) => one.id === call.id)) return;
    this.calls = [call, ...this.calls].sort(
      (one, other) => Date.parse(other.raisedAt) - Date.parse(one.raisedAt),
    );
  }

  /** Somebody has looked. */
  seen() {
    this.calls = [];
  }
}

export const away = new Away();
