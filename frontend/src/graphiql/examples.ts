/** One operation for every screen, ready to run. They are checked against the schema by a test. */

export interface Example {
  title: string;
  query: string;
  variables?: Record<string, unknown>;
}

export const EXAMPLES: readonly Example[] = [
  {
    title: 'Customers (the list)',
    query: `# The list: every customer with what a row shows.
# Ask for \`extensions.cost\` in the answer: it says what this cost and what is left.
query Customers($first: Int = 20) {
  customers(first: $first) {
    totalCount
    totalCountIsExact
    nodes {
      id
      number
      displayName
      phones { label international }
      addresses { location { city country } }
      companies(first: 1) { totalCount nodes { id name } }
      projects(first: 1) { totalCount nodes { id name } }
      lastCall { direction raisedAt }
      doNotCall
      blocked
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    title: 'Search (the palette)',
    query: `# Part of a name in any order, a number in any spelling, an e-mail, a company. Each hit says what matched.
query Search($text: String!) {
  search(text: $text, first: 10) {
    totalCount
    hits {
      node { __typename id ... on Party { displayName } ... on Project { name } }
      matched { field text how ranges { start end } }
    }
  }
}
`,
    variables: { text: 'kowalsky' },
  },
  {
    title: 'A customer, all round (the record)',
    query: `# Put the id of a customer into the variables; the list gives them.
query Customer($id: ID!) {
  customer(id: $id) {
    displayName
    phones { id label international main validity }
    emails { id label address locked }
    addresses { id label lines }
    affiliations { role main company { id name } }
    participations { role project { id name } }
    created { at by { name } via }
    modified { at by { name } via }
  }
}
`,
    variables: { id: '' },
  },
  {
    title: 'From customer to company to project and back (the graph)',
    query: `query Walk {
  customers(first: 5) {
    nodes {
      displayName
      companies(first: 3) {
        nodes {
          name
          projects(first: 3) {
            nodes {
              name
              participations {
                role
                person {
                  __typename
                  ... on Customer { id displayName }
                  ... on Contact { id displayName companies: affiliations { company { name } } }
                }
              }
            }
          }
        }
      }
    }
  }
}
`,
  },
  {
    title: 'Who has this number? (while typing)',
    query: `query PhoneCheck($number: String!) {
  phoneCheck(number: $number) {
    e164
    international
    validity
    message
    owner { id displayName }
  }
}
`,
    variables: { number: '+48 601 412 233' },
  },
  {
    title: 'Call events, live (the call card)',
    query: `# A subscription: press Run, then post a call event. Give \`after\` to resume behind the last \`seq\` you saw.
subscription Calls($after: Int) {
  callEvents(after: $after) {
    seq
    type
    call {
      id
      state
      direction
      number
      parties { id displayName }
    }
  }
}
`,
  },
  {
    title: 'Customers that change, live',
    query: `subscription Changes($after: Int) {
  customerChanged(after: $after) {
    seq
    type
    customer { id displayName version }
  }
}
`,
  },
  {
    title: 'Contacts (Control, people at companies)',
    query: `query Contacts {
  contacts(first: 20) {
    totalCount
    nodes {
      id
      displayName
      jobTitle
      phones { label international }
      affiliations { role company { id name } }
    }
  }
}
`,
  },
  {
    title: 'Companies with their people',
    query: `query Companies {
  companies(first: 20) {
    totalCount
    nodes {
      id
      name
      people(first: 10) {
        nodes {
          role
          person { __typename ... on Customer { id displayName } ... on Contact { id displayName } }
        }
      }
    }
  }
}
`,
  },
  {
    title: 'Projects with their people (Manage)',
    query: `query Projects {
  projects(first: 20) {
    totalCount
    nodes {
      id
      number
      name
      stage
      company { id name }
      participations {
        role
        person { __typename ... on Customer { id displayName } ... on Contact { id displayName } }
      }
    }
  }
}
`,
  },
  {
    title: 'Add a phone number (and meet who has it)',
    query: `# Problems are types: a number somebody has answers PhoneTaken with its owner.
mutation PhoneAdd($party: ID!, $input: PhoneAddInput!) {
  phoneAdd(party: $party, input: $input) {
    __typename
    ... on Problem { message code path }
    ... on PhoneTaken { owner { id displayName } }
  }
}
`,
    variables: { party: '', input: { number: '+48 601 412 233', label: 'work' } },
  },
  {
    title: 'Calls (the list)',
    query: `query Calls {
  calls(first: 20) {
    nodes {
      id
      direction
      state
      outcome
      number
      raisedAt
      parties { id displayName }
    }
  }
}
`,
  },
  {
    title: 'Account, users, tokens (Settings)',
    query: `query Settings {
  viewer { user { name email } account { name } permissions }
  groups { id name }
  stores { id name isDefault }
  apiTokens { id name }
  lines { id name }
}
`,
  },
  {
    title: 'Imports: what became of each row (Import)',
    query: `query Imports {
  importRuns(first: 5) {
    nodes {
      id
      state
      files { name role rows columns { header target match } }
      counts { rows create update unchanged refused partsRefused }
      refusedCsv
      rows(first: 5, mendable: true) {
        nodes { row name verdict reasons { field value message owner { id displayName } } }
      }
    }
  }
}
`,
  },
  {
    title: 'An import, live (the progress bar)',
    query: `# Put the id of an import into the variables; it ends when nothing is at work on it.
subscription Progress($run: ID!) {
  importProgress(run: $run) {
    state
    counts { rows done create update unchanged refused }
  }
}
`,
    variables: { run: '' },
  },
  {
    title: 'Sign in from an app (a token instead of a cookie)',
    query: `# The token in the answer goes into the header Authorization: Bearer … of whatever comes after.
mutation SignIn($email: String!, $password: String!) {
  signIn(email: $email, password: $password, issueToken: true, client: "My app") {
    ... on SignedIn { token viewer { user { name } permissions } }
    ... on Problem { code message }
  }
}
`,
    variables: { email: '', password: '' },
  },
  {
    title: 'A page behind a one-time link (Welcome)',
    query: `query Welcome($token: String!) {
  welcome(token: $token) { purpose account name email }
}
`,
    variables: { token: '' },
  },
];
