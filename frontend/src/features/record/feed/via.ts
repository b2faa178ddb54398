/** Through what something was done, as people call it: `web`, `api:<token>`, `import:<run>`, `line:<name>`, `gateway:<name>`, `cli`. */
import { m } from '$lib/paraglide/messages';

/** “web”, “API (Bookings)”, “import”, “telephone line (Desk)”. */
export function viaName(via: string): string {
  const [kind = '', ...rest] = via.split(':');
  const name = rest.join(':');
  switch (kind) {
    case 'web':
      return m.record_via_web();
    case 'api':
      return m.record_via_api({ name });
    case 'import':
      return m.record_via_import();
    case 'line':
      return m.record_via_line({ name });
    case 'gateway':
      return m.record_via_gateway({ name });
    case 'cli':
      return m.record_via_cli();
    default:
      return via;
  }
}
