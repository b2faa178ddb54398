/** What one must know before acting on a contact, gravest first, each with its way out. */
import MailX from '@lucide/svelte/icons/mail-x';
import PhoneOff from '@lucide/svelte/icons/phone-off';
import UserX from '@lucide/svelte/icons/user-x';
import { m } from '$lib/paraglide/messages';
import { deletedAlert, type Alert } from '../record/alerts';
import { lift } from '../record/lifting';
import type { Editing } from '../record/editing.svelte';
import { restoreContact } from './deeds';
import type { Contact } from './queries';

export function alertsOf(contact: Contact, editing: Editing): Alert[] {
  const out = (field: string, label: string, to: boolean, done: string) =>
    contact.viewerCanUpdate ? { label, run: () => void lift(editing, field, to, done) } : undefined;
  const alerts: (Alert | false)[] = [
    ...deletedAlert(contact, restoreContact),
    contact.doNotCall && {
      tone: 'bad',
      icon: PhoneOff,
      title: m.record_alert_do_not_call(),
      text: m.record_alert_do_not_call_text(),
      action: out('doNotCall', m.record_alert_allow_calls(), false, m.record_may_be_called()),
    },
    contact.doNotEmail && {
      tone: 'warn',
      icon: MailX,
      title: m.record_alert_do_not_email(),
      text: m.record_alert_do_not_email_text(),
      action: out('doNotEmail', m.record_alert_allow_email(), false, m.record_may_be_mailed()),
    },
    !contact.active && {
      tone: 'warn',
      icon: UserX,
      title: m.contacts_alert_not_active(),
      text: m.contacts_alert_not_active_text(),
      action: out('active', m.contacts_make_active(), true, m.contacts_active_again()),
    },
  ];
  return alerts.filter((alert) => alert !== false);
}
