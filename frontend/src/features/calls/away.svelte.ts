/** Calls missed while nobody could see it here: the window slept, was hidden, or had no connection. */
import { putAway } from './put-away';
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

  /** Somebody has looked: in all their windows. */
  seen() {
    for (const call of this.calls) putAway.add(call.id);
    this.calls = [];
  }

  /** Somebody has looked at one of them in another window. */
  drop(id: string) {
    this.calls = this.calls.filter((call) => call.id !== id);
  }
}

export const away = new Away();
