/** What one must know before acting on a customer, gravest first, each with its way out. */
import Lock from '@lucide/svelte/icons/lock';
import MailX from '@lucide/svelte/icons/mail-x';
import PhoneOff from '@lucide/svelte/icons/phone-off';
import { formatDay } from '$lib/format/dates';
import { m } from '$lib/paraglide/messages';
import { deletedAlert, type Alert } from '../../record/alerts';
import { restoreCustomer } from '../../record/deeds';
import type { Editing } from '../../record/editing.svelte';
import { lift } from '../../record/lifting';
import type { Customer } from './queries';

type Barred = 'doNotCall' | 'blocked' | 'doNotEmail';

/** Since when a mark stands, where the history that was read still tells. */
function since(customer: Customer, field: Barred): string | undefined {
  const set = customer.history.nodes.find((event) =>
    event.changes.some((change) => change.field === field && change.to === 'true'),
  );
  return set && formatDay(set.at);
}

export function alertsOf(customer: Customer, editing: Editing): Alert[] {
  const out = (field: Barred, label: string, done: string) =>
    customer.viewerCanUpdate
      ? { label, run: () => void lift(editing, field, false, done) }
      : undefined;
  const text = (field: Barred, dated: (at: { day: string }) => string, plain: string) => {
    const day = since(customer, field);
    return day ? dated({ day }) : plain;
  };
  const alerts: (Alert | false)[] = [
    ...deletedAlert(customer, restoreCustomer),
    customer.doNotCall && {
      tone: 'bad',
      icon: PhoneOff,
      title: m.record_alert_do_not_call(),
      text: text('doNotCall', m.record_alert_since, m.record_alert_do_not_call_text()),
      action: out('doNotCall', m.record_alert_allow_calls(), m.record_may_be_called()),
    },
    customer.blocked && {
      tone: 'bad',
      icon: Lock,
      title: m.record_alert_blocked(),
      text: text('blocked', m.record_alert_blocked_since, m.record_alert_blocked_text()),
      action: out('blocked', m.record_alert_unblock(), m.record_unblocked()),
    },
    customer.doNotEmail && {
      tone: 'warn',
      icon: MailX,
      title: m.record_alert_do_not_email(),
      text: text('doNotEmail', m.record_alert_since, m.record_alert_do_not_email_text()),
      action: out('doNotEmail', m.record_alert_allow_email(), m.record_may_be_mailed()),
    },
  ];
  return alerts.filter((alert) => alert !== false);
}
