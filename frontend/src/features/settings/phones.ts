/** One's own telephones, and the lines they can be reached through. */
import { ProblemParts } from '$lib/graphql/answers';
import { graphql, type ResultOf } from '$lib/graphql/graphql';
import { m } from '$lib/paraglide/messages';

const DeviceRow = graphql(`
  fragment DeviceRow on PhoneDevice @_unmask {
    id
    label
    kind
    address
    callerId
    autoAnswer
    active
    version
    line {
      id
      name
    }
  }
`);

export const PhonesQuery = graphql(
  `
    query Phones {
      viewer {
        activePhoneDevice {
          id
        }
        phoneDevices {
          ...DeviceRow
        }
      }
      phoneLines {
        id
        name
        rings
        callerIds
      }
    }
  `,
  [DeviceRow],
);

export const PhoneCreate = graphql(
  `
    mutation PhoneCreate($input: DeviceCreateInput!) {
      phoneDeviceCreate(input: $input) {
        __typename
        ... on DeviceSaved {
          device {
            ...DeviceRow
          }
        }
        ...ProblemParts
      }
    }
  `,
  [DeviceRow, ProblemParts],
);

export const PhoneChange = graphql(
  `
    mutation PhoneChange($id: ID!, $input: DeviceUpdateInput!) {
      phoneDeviceUpdate(id: $id, input: $input) {
        __typename
        ... on DeviceSaved {
          device {
            ...DeviceRow
          }
        }
        ...ProblemParts
      }
    }
  `,
  [DeviceRow, ProblemParts],
);

export const PhoneRemoval = graphql(`
  mutation PhoneRemoval($id: ID!) {
    phoneDeviceRemove(id: $id) {
      __typename
      ... on Problem {
        message
      }
    }
  }
`);

type Answer = NonNullable<ResultOf<typeof PhonesQuery>['viewer']>;
export type Device = Answer['phoneDevices'][number];
export type DeviceKind = Device['kind'];
export type PhoneLine = ResultOf<typeof PhonesQuery>['phoneLines'][number];

/** The kinds of telephones, in the order in which they are offered. */
export const KINDS: readonly { value: DeviceKind; label: () => string; hint?: () => string }[] = [
  { value: 'TEL_LINK', label: m.settings_phone_tel },
  { value: 'SIP_PHONE', label: m.settings_phone_sip, hint: m.settings_phone_sip_text },
  {
    value: 'ASTERISK_ENDPOINT',
    label: m.settings_phone_asterisk,
    hint: m.settings_phone_asterisk_text,
  },
  { value: 'NUMBER', label: m.settings_phone_own_number, hint: m.settings_phone_number_text },
];

/** What happens when one calls with it. */
export function describe(device: Device): string {
  if (device.kind === 'TEL_LINK') return m.settings_phone_tel_text();
  return m.settings_phone_rings({ address: device.address, line: device.line?.name ?? '–' });
}
