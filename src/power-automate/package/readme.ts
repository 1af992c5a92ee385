/** `readme.md` of the connector, with the headings that certification asks for; the list of operations is made of the operations. */
import { connectorOperations } from '../operations.ts'
import type { ConnectorOperation } from '../operation.ts'
import { placeholderHost } from './api-definition.ts'
import { placeholderId } from './api-properties.ts'

export function connectorReadme(): string {
  const shown = connectorOperations.filter(({ visibility }) => visibility !== 'internal')
  return [before, ...shown.map(operationText), after].join('\n')
}

function operationText(operation: ConnectorOperation): string {
  const { summary, description, trigger, role } = operation
  const kind = trigger === undefined ? 'Action' : 'Trigger'
  return `### ${summary}\n\n${kind}, role \`Seatledger.${role}\`. ${description}\n`
}

const before = `# Seatledger

Seatledger tells which Dynamics 365 seats a tenant holds, what they entitle it to, and who can write restricted tables without
the matching license. The service runs with you: \`seatledger serve\`. This connector brings its answers to Power Automate,
Power Apps and Logic Apps.

## Publisher: Seatledger

## Prerequisites

- A Seatledger service (\`seatledger serve\`) that Power Platform reaches over HTTPS under a public host name with a valid
  certificate, and that validates Entra ID tokens (\`SEATLEDGER_API_AUDIENCE\`).
- A Power Apps or Power Automate plan that includes custom connectors.
- Two app registrations in Entra ID, see _Obtaining Credentials_.

## Supported Operations
`

const after = `## Obtaining Credentials

1. Register the service (once): expose it under the application ID URI that \`SEATLEDGER_API_AUDIENCE\` names, with a delegated
   scope such as \`user_impersonation\`, and define the app roles \`Seatledger.Read\` and \`Seatledger.Manage\` for users. Access
   tokens of version 1 and 2 are both taken.
2. Assign the roles to the people or groups who make connections. \`Seatledger.Read\` reads; \`Seatledger.Manage\` also waives
   findings, starts syncs and makes the subscriptions of the trigger.
3. Register the connector: a confidential client with the delegated scope of the service, and the redirect URI
   \`https://global.consent.azure-apim.net/redirect\`. A connector that was made lately has a redirect URI of its own
   (\`.../redirect/<connector>\`): the portal shows it after the first save; add it too.
4. Make a client secret for the connector. It is typed into the portal at import and stands in no file.

## Getting Started

1. Import the connector, see _Deployment Instructions_.
2. Make a connection: sign in, and give the host name of your service, without \`https://\` and without a path.
3. Make a flow with the trigger _When a finding opens_, choose the severity, and post the title to a channel or open a ticket.
4. _Get the tenant summary_ answers at a glance: over or within, who can write, what was not looked at, what to do next.

A value that is not known is left out of an answer; it is never 0. Names come from the tenant, and anybody who may name a thing
in the tenant chooses them: escape them where a flow builds HTML, and never run them as a formula.

## Known Issues and Limitations

- Rows come in pages of at most 1,000. Turn on _Pagination_ in the settings of an action to have all pages. Where a run is stored
  between two pages, the pages may tell of two runs.
- The trigger sends what opens after the flow was turned on, at most 200 findings of one run, worst first. What stood open before,
  and the rest, is in _List findings_.
- The trigger needs \`Seatledger.Manage\`, because it leaves a subscription in the service.
- Power Platform limits calls per connection and waits at most two minutes for an answer: _Start a sync_ answers at once, and
  _Get a run_ tells where it stands.
- A data loss prevention policy can block custom connectors by host. Ask your administrator to allow the host of your service.

## FAQ

**Does it change anything in my tenant?** No. A waiver, a run and a subscription are kept in the service; the tenant is only read.

**Why does an action answer 403?** The account of the connection lacks the app role that the action names above.

**Why is a pool unknown?** No source tells what is used of it. The service says which, and how to mend that.

## Deployment Instructions

Put your own values in the place of these, before the import:

| file | placeholder | what to put |
| --- | --- | --- |
| \`apiProperties.json\` | \`clientId\` \`${placeholderId}\` | the application id of the connector's registration |
| \`apiProperties.json\` | \`api://${placeholderId}\` (twice) | the application ID URI of the service, as in \`SEATLEDGER_API_AUDIENCE\` |
| \`apiProperties.json\` | \`tenantId\` \`common\` | your tenant id, where the registrations take accounts of one tenant only |
| \`apiDefinition.swagger.json\` | \`${placeholderHost}\` | your host; calls go to the host of the connection in any case |
| \`apiDefinition.swagger.json\` | \`contact\`, \`Website\`, \`Privacy policy\` | your own, where you publish it to others |

Then, with the Power Platform CLI:

\`\`\`
pac connector create --api-definition-file apiDefinition.swagger.json --api-properties-file apiProperties.json --icon-file icon.png
\`\`\`

or import \`apiDefinition.swagger.json\` in the maker portal (_Custom connectors_, _New custom connector_, _Import an OpenAPI
file_). \`settings.json\` is for \`paconn create --settings settings.json\`. Open _Security_ in the portal afterwards, type the client secret,
and save. The service serves the same definition at \`/connector/v1/apiDefinition.swagger.json\`.
`
