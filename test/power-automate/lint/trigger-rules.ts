/** Section 5.11: webhook and polling triggers. */
import { at, listOf, objectOf, textOf, walk } from './json.ts'
import { resolved, type Operation } from './operations.ts'
import { rulesOf, type Linted, type LintRule } from './rule.ts'

const isTrigger = ({ fields }: Operation): boolean => fields['x-ms-trigger'] !== undefined
const isPolling = (operation: Operation): boolean =>
  operation.method === 'get' || at(operation.fields, 'x-ms-trigger-metadata', 'mode') === 'polling'

function perTrigger(
  isMeant: (operation: Operation) => boolean,
  isBroken: (operation: Operation, linted: Linted) => boolean,
): LintRule['check'] {
  return (linted) =>
    linted.operations
      .filter((operation) => isTrigger(operation) && isMeant(operation) && isBroken(operation, linted))
      .map(({ place }) => place)
}

const isWebhook = (operation: Operation): boolean => !isPolling(operation)

/** The properties of the body that take the address of the flow. */
function addressesIn({ parameters }: Operation, { definition }: Linted) {
  const body = parameters.find((parameter) => parameter['in'] === 'body')
  const schema = resolved(definition, body?.['schema'])
  return [...walk(schema)]
    .map(({ value }) => objectOf(value))
    .filter((value) => value['x-ms-notification-url'] === true)
}

/** The internal DELETE below the path of the subscription. */
function hasUnsubscribe({ path }: Operation, { operations }: Linted): boolean {
  return operations.some(
    (other) =>
      other.method === 'delete' &&
      other.fields['x-ms-visibility'] === 'internal' &&
      other.path.startsWith(path.replace(/\/$/, '')),
  )
}

function hasPollingPolicy({ id }: Operation, { properties }: Linted): boolean {
  return listOf(at(properties, 'properties', 'policyTemplateInstances')).some(
    (policy) =>
      textOf(at(policy, 'templateId')).toLowerCase() === 'pollingtrigger' &&
      listOf(at(policy, 'parameters', 'x-ms-apimTemplate-operationName')).includes(id),
  )
}

export const triggerRules = rulesOf(11, {
  TriggerSummaryMustStartWithWhen: perTrigger(
    () => true,
    ({ fields }) => !textOf(fields['summary']).startsWith('When'),
  ),
  WebhookTriggerMustBePost: perTrigger(isWebhook, ({ method }) => method !== 'post'),
  WebhookTriggerMustBeSingle: perTrigger(isWebhook, ({ fields }) => fields['x-ms-trigger'] !== 'single'),
  WebhookNotificationUrlMissing: perTrigger(
    isWebhook,
    (operation, linted) => addressesIn(operation, linted).length === 0,
  ),
  WebhookNotificationUrlNotInternal: perTrigger(isWebhook, (operation, linted) =>
    addressesIn(operation, linted).some((property) => property['x-ms-visibility'] !== 'internal'),
  ),
  WebhookNotificationContentMissing: perTrigger(
    isWebhook,
    ({ pathItem }) => at(pathItem, 'x-ms-notification-content', 'schema') === undefined,
  ),
  WebhookLocationMissing: perTrigger(
    isWebhook,
    ({ responses }) => at(responses, '201', 'headers', 'Location') === undefined,
  ),
  WebhookUnsubscribeMissing: perTrigger(isWebhook, (operation, linted) => !hasUnsubscribe(operation, linted)),
  PollingTriggerWithoutPolicy: perTrigger(isPolling, (operation, linted) => !hasPollingPolicy(operation, linted)),
})
