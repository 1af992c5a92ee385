/** The SKUs of a generated tenant, with their published ids and the service plans that matter. */
import type { SkuDescription } from '../tenant.ts'

type Plan = SkuDescription['servicePlans'][number]

const plans = {
  customerService: { id: '99340b49-fb81-4b1e-976b-8f2ae8e9394f', name: 'DYN365_ENTERPRISE_CUSTOMER_SERVICE' },
  contactCenter: { id: '2a9d72b3-1714-440f-babf-bf92bf9683d8', name: 'DYN365_CC' },
  digital: { id: '0ef2b4e3-0a2b-450d-8c5f-a52203c40f50', name: 'DYN365_CC_DIGITAL' },
  voice: { id: '57517633-b4ad-4db8-8c1a-65f443424490', name: 'DYN365_CC_VOICE' },
  fieldService: { id: '8c66ef8a-177f-4c0d-853c-d4f219331d09', name: 'DYN365_ENTERPRISE_FIELD_SERVICE' },
  powerApps: { id: 'ea2cf03b-ac60-46ae-9c1d-eeaeb63cec86', name: 'POWERAPPS_PER_USER' },
  seededApps: { id: '874fc546-6efe-4d22-90b8-5c4e7aa59f4b', name: 'POWERAPPS_DYN_APPS' },
  exchange: { id: '113feb6c-3fe4-4440-bddc-54d774bf0318', name: 'EXCHANGE_S_FOUNDATION' },
  office: { id: '57ff2da0-773e-42df-b2af-ffb7a2317929', name: 'TEAMS1' },
} as const satisfies Record<string, Plan>

export interface ShelfSku {
  readonly skuId: string
  readonly skuPartNumber: string
  readonly servicePlans: readonly Plan[]
}

/** Everybody has it, and it licenses no restricted table. */
export const office: ShelfSku = {
  skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965',
  skuPartNumber: 'SPE_E3',
  servicePlans: [plans.office, plans.exchange],
}

export const customerService: ShelfSku = {
  skuId: '749742bf-0d37-4158-a120-33567104deeb',
  skuPartNumber: 'DYN365_ENTERPRISE_CUSTOMER_SERVICE',
  servicePlans: [plans.customerService, plans.seededApps, plans.exchange],
}

const digitalAddon: ShelfSku = {
  skuId: '7e6e6091-1680-4532-9370-6cd4598483ac',
  skuPartNumber: 'DYNAMICS_365_CONTACT_CENTER_DIGITAL_ADD_ON_FOR_CUSTOMER_SERVICE_ENTERPRISE',
  servicePlans: [plans.digital, plans.seededApps, plans.exchange],
}

const voiceAddon: ShelfSku = {
  skuId: '73e8b747-20bf-463d-8ffd-274a7d65d0bc',
  skuPartNumber: 'DYNAMICS_365_CONTACT_CENTER_VOICE_ADD_ON_FOR_CUSTOMER_SERVICE_ENTERPRISE',
  servicePlans: [plans.voice, plans.seededApps, plans.exchange],
}

export const contactCenter: ShelfSku = {
  skuId: 'dfb1700c-013e-4132-8bce-0d319c43a95d',
  skuPartNumber: 'DYNAMICS_365_CONTACT_CENTER',
  servicePlans: [plans.contactCenter, plans.seededApps, plans.exchange],
}

const fieldService: ShelfSku = {
  skuId: 'c7d15985-e746-4f01-b113-20b575898250',
  skuPartNumber: 'DYN365_ENTERPRISE_FIELD_SERVICE',
  servicePlans: [plans.fieldService, plans.seededApps, plans.exchange],
}

const powerApps: ShelfSku = {
  skuId: 'b30411f5-fea1-4a59-9ad9-3db7c7ead579',
  skuPartNumber: 'POWERAPPS_PER_USER',
  servicePlans: [plans.powerApps, plans.exchange],
}

/** What a holder holds beside Office: one of these sets. */
export const holdings: readonly (readonly ShelfSku[])[] = [
  [customerService, digitalAddon],
  [customerService, voiceAddon],
  [customerService],
  [contactCenter],
  [fieldService],
  [powerApps],
]

export const shelf: readonly ShelfSku[] = [
  office,
  customerService,
  digitalAddon,
  voiceAddon,
  contactCenter,
  fieldService,
  powerApps,
]
