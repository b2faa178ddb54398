/** The phones of the demo exchange, as the server shows and presses them. */
import { graphql, type ResultOf } from '$lib/graphql/graphql';

const DemoTelephone = graphql(`
  fragment DemoTelephone on DemoTelephone @_unmask {
    name
    state
    peer
    since
  }
`);

export const DemoPhonesQuery = graphql(
  `
    query DemoPhones {
      demoPhones {
        ...DemoTelephone
      }
    }
  `,
  [DemoTelephone],
);

export const DemoDeviceQuery = graphql(`
  query DemoDevice {
    viewer {
      activePhoneDevice {
        id
        line {
          id
          kind
          simulator
        }
      }
    }
  }
`);

export const DemoPhoneChanged = graphql(
  `
    subscription DemoPhoneChanged($phone: DemoPhoneName!) {
      demoPhoneChanged(phone: $phone) {
        ...DemoTelephone
      }
    }
  `,
  [DemoTelephone],
);

export const DemoPhonePress = graphql(
  `
    mutation DemoPhonePress($phone: DemoPhoneName!, $button: DemoPhoneButton!) {
      demoPhonePress(phone: $phone, button: $button) {
        __typename
        ... on DemoPhonePressed {
          phone {
            ...DemoTelephone
          }
        }
        ... on Problem {
          message
        }
      }
    }
  `,
  [DemoTelephone],
);

export type Telephone = ResultOf<typeof DemoTelephone>;
export type PhoneName = Telephone['name'];
export type PhoneButton = 'ANSWER' | 'BUSY' | 'HANG_UP' | 'CALL';
