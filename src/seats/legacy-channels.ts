/** What a legacy Omnichannel seat must become, by the channels that its service plans open. */
import type { PlanId } from '../model/pool.ts'

/** Service plan ids of Microsoft's list "Product names and service plan identifiers for licensing", commercial and government. */
const voicePlans = [
  'f6ec6dfa-2402-468d-a455-89be11116d43', // DYN365_CS_VOICE
  '411b0c93-8f89-455e-a663-c0a3effd12c3', // DYN365_CS_VOICE_GOV
]
const digitalPlans = [
  'f69129db-6dc1-4107-855e-0aaebbcd9dd4', // DYN365_CS_CHAT
  'ffb878a5-3184-472b-800b-65eadc63d764', // DYN365_CS_CHAT_GOV
  '43b076f2-1123-45ba-a339-2e170ee58c53', // DYN365_CS_MESSAGING
  'e304c3c3-f86c-4200-b174-1ade48805b22', // DYN365_CS_MESSAGING_GOV
  '47c2b191-a5fb-4129-b690-00c474d2f623', // DYN365_CS_MESSAGING_TPS
  '9d37aa61-3cc3-457c-8b54-e6f3853aa6b6', // DYN365_CS_MESSAGING_TPS_GOV
]

/** Guide, transition guidance: "the equivalent" add-on. A SKU that shows neither channel is taken for both. */
export function successorOf(servicePlanIds: readonly string[]): PlanId {
  const hasVoice = servicePlanIds.some((id) => voicePlans.includes(id))
  const hasDigital = servicePlanIds.some((id) => digitalPlans.includes(id))
  if (hasVoice === hasDigital) return 'digital-voice-addon'
  return hasVoice ? 'voice-addon' : 'digital-addon'
}
