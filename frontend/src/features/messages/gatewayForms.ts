/** What the form of each kind of gateway asks for, in order; a kind unknown here shows its names as they are. */
import { m } from '$lib/paraglide/messages';

export interface GatewayField {
  name: string;
  label: () => string;
  help?: () => string;
  secret?: boolean;
  options?: readonly { value: string; label: () => string }[];
  initial?: string;
}

const SENDER: GatewayField = {
  name: 'sender',
  label: m.gateway_sender,
  help: m.gateway_sender_help,
};
const COUNTRIES: GatewayField = {
  name: 'countries',
  label: m.gateway_countries,
  help: m.gateway_countries_help,
};

const FORMS: Record<string, readonly GatewayField[]> = {
  smtp: [
    { name: 'host', label: m.gateway_host, help: m.gateway_host_help },
    {
      name: 'security',
      label: m.gateway_security,
      options: [
        { value: 'starttls', label: m.gateway_starttls },
        { value: 'tls', label: m.gateway_tls },
        { value: 'none', label: m.gateway_open },
      ],
      initial: 'starttls',
    },
    { name: 'port', label: m.gateway_port, help: m.gateway_port_help },
    { name: 'user', label: m.gateway_user },
    { name: 'password', label: m.gateway_password, secret: true },
    { name: 'sender_address', label: m.gateway_from_address },
    { name: 'sender_name', label: m.gateway_from_name, help: m.gateway_from_name_help },
  ],
  kannel: [
    { name: 'url', label: m.gateway_url, help: m.gateway_kannel_url_help },
    { name: 'username', label: m.gateway_user },
    { name: 'password', label: m.gateway_password, secret: true },
    SENDER,
    COUNTRIES,
  ],
  smpp: [
    { name: 'host', label: m.gateway_host },
    { name: 'port', label: m.gateway_port },
    { name: 'system_id', label: m.gateway_system_id },
    { name: 'password', label: m.gateway_password, secret: true },
    { name: 'system_type', label: m.gateway_system_type },
    SENDER,
    COUNTRIES,
  ],
  twilio: [
    { name: 'account_sid', label: m.gateway_account_sid },
    { name: 'auth_token', label: m.gateway_auth_token, secret: true },
    SENDER,
    { name: 'url', label: m.gateway_url, help: m.gateway_url_help },
    COUNTRIES,
  ],
};

const NAMES: Record<string, () => string> = {
  smtp: m.gateway_kind_smtp,
  kannel: m.gateway_kind_kannel,
  twilio: m.gateway_kind_twilio,
  smpp: m.gateway_kind_smpp,
};

/** What people call a kind of gateway. */
export const nameOfKind = (kind: string) => NAMES[kind]?.() ?? kind;

/** The fields of a kind; secrets and stored settings nobody described are shown by their own names. */
export function fieldsOf(
  kind: string,
  secrets: readonly string[] = [],
  stored: readonly string[] = [],
): readonly GatewayField[] {
  const known = FORMS[kind] ?? [];
  const described = new Set(known.map((field) => field.name));
  const plain = (name: string, secret: boolean): GatewayField => ({
    name,
    label: () => name,
    secret,
  });
  return [
    ...known,
    ...stored.filter((name) => !described.has(name)).map((name) => plain(name, false)),
    ...secrets.filter((name) => !described.has(name)).map((name) => plain(name, true)),
  ];
}
