/** The SKUs that a random tenant may buy, with their published ids and the service plans that matter: facts, no judgment. */

/** Names and ids as in Microsoft's list "Product names and service plan identifiers for licensing"; the last four are invented. */
export const planIds = {
  CDS_FIELD_SERVICE_CONTRACTOR: 'f4614a66-d632-443a-bc77-afe92987b322',
  CDS_O365_P3: 'afa73018-811e-46e9-988f-f75d2b1b8430',
  D365_CUSTOMER_SERVICE_ENT_ATTACH: '61a2665f-1873-488c-9199-c3d0bc213fdf',
  D365_FIELD_SERVICE_ATTACH: '55c9148b-d5f0-4101-b5a0-b2727cfc0916',
  D365_ProjectOperations: '69f07c66-bee4-4222-b051-195095efee5b',
  D365_ProjectOperationsAttach: 'fa7675bd-6717-40e7-8172-d0bbcbe1ab12',
  D365_ProjectOperationsCDS: '18fa3aba-b085-4105-87d7-55617b8585e6',
  D365_SALES_PRO_IW: '73f205fc-6b15-47a5-967e-9e64fdf72d0a',
  DYN365_CC: '2a9d72b3-1714-440f-babf-bf92bf9683d8',
  DYN365_CC_DIGITAL: '0ef2b4e3-0a2b-450d-8c5f-a52203c40f50',
  DYN365_CDS_VIRAL: '17ab22cd-a0b3-4536-910a-cb6eb12696c0',
  DYN365_CS_ENTERPRISE_VIRAL_TRIAL: '94fb67d3-465f-4d1f-a50a-952da079a564',
  DYN365_CUSTOMER_INSIGHTS_BASE: 'ee85d528-c4b4-4a99-9b07-fb9a1365dc93',
  DYN365_CUSTOMER_SERVICE_PRO: '6929f657-b31b-4947-b4ce-5066c3214f54',
  DYN365_ENTERPRISE_CUSTOMER_SERVICE: '99340b49-fb81-4b1e-976b-8f2ae8e9394f',
  DYN365_ENTERPRISE_FIELD_SERVICE: '8c66ef8a-177f-4c0d-853c-d4f219331d09',
  DYN365_ENTERPRISE_P1: 'd56f3deb-50d8-465a-bedb-f079817ccac1',
  DYN365_ENTERPRISE_P1_IW: '056a5f80-b4e0-4983-a8be-7ad254a113c9',
  DYN365_ENTERPRISE_SALES: '2da8e897-7791-486b-b08f-cc63c8129df7',
  DYN365_ENTERPRISE_TEAM_MEMBERS: '6a54b05e-4fab-40e7-9828-428db3b336fa',
  DYN365_MARKETING_CONTACT_ADDON: '18db5075-2c70-408d-a82b-929059d782af',
  DYN365_SALES_PRO: '88d83950-ff78-4e85-aa66-abfc787f8090',
  DYN365_TEAM_MEMBERS: '4092fdb5-8d81-41d3-be76-aaba4074530b',
  EXCHANGE_S_FOUNDATION: '113feb6c-3fe4-4440-bddc-54d774bf0318',
  FLOW_O365_P3: '07699545-9485-468e-95b6-2fca3738be01',
  FLOW_P2_VIRAL: '50e68c76-46c6-4674-81f9-75456511b170',
  FLOW_PER_USER: 'c5002c70-f725-4367-b409-f0eff4fee6c0',
  POWERAPPS_DEV_VIRAL: 'a2729df7-25f8-4e63-984b-8a8484121554',
  POWERAPPS_DYN_APPS: '874fc546-6efe-4d22-90b8-5c4e7aa59f4b',
  POWERAPPS_O365_P3: '9c0dab89-a30c-4117-86e7-97bda240acd2',
  POWERAPPS_P2_VIRAL: 'd5368ca3-357e-4acb-9c21-8495fb025d1f',
  POWERAPPS_PER_USER: 'ea2cf03b-ac60-46ae-9c1d-eeaeb63cec86',
  POWERAPPSFREE: 'e61a2945-1d4e-4523-b6e7-30ba39d20f32',
  POWERFLOWSFREE: '0b4346bb-8dc3-4079-9dfc-513696f56039',
  CONTOSO_CLOUD_BASE: '5e7a0000-0000-4000-a000-000000000001',
  CONTOSO_CLOUD_EXTRA: '5e7a0000-0000-4000-a000-000000000002',
  VIRTUAL_AGENT_USER: '5e7a0000-0000-4000-a000-000000000003',
  CONTOSO_CLOUD_ARCHIVE: '5e7a0000-0000-4000-a000-000000000004',
} as const

export type PlanName = keyof typeof planIds

export interface ShelfSku {
  readonly skuId: string
  readonly plans: readonly PlanName[]
  /** Bought by trial: its subscription says so. */
  readonly trial?: true
}

/** By SKU part number. The last four are invented: no public list has their ids. */
export const shelf = {
  DYN365_ENTERPRISE_CUSTOMER_SERVICE: {
    skuId: '749742bf-0d37-4158-a120-33567104deeb',
    plans: ['DYN365_ENTERPRISE_CUSTOMER_SERVICE', 'POWERAPPS_DYN_APPS', 'EXCHANGE_S_FOUNDATION'],
  },
  D365_CUSTOMER_SERVICE_ENT_ATTACH: {
    skuId: 'eb18b715-ea9d-4290-9994-2ebf4b5042d2',
    plans: ['D365_CUSTOMER_SERVICE_ENT_ATTACH', 'EXCHANGE_S_FOUNDATION'],
  },
  Dynamics_365_Customer_Service_Enterprise_viral_trial: {
    skuId: '1e615a51-59db-4807-9957-aa83c3657351',
    plans: ['DYN365_CS_ENTERPRISE_VIRAL_TRIAL', 'EXCHANGE_S_FOUNDATION'],
    trial: true,
  },
  DYN365_ENTERPRISE_P1_IW: {
    skuId: '338148b6-1b11-4102-afb9-f92b6cdc0f8d',
    plans: ['DYN365_ENTERPRISE_P1_IW', 'EXCHANGE_S_FOUNDATION'],
    trial: true,
  },
  DYN365_ENTERPRISE_PLAN1: {
    skuId: 'ea126fc5-a19e-42e2-a731-da9d437bffcf',
    plans: [
      'DYN365_ENTERPRISE_P1',
      'DYN365_ENTERPRISE_FIELD_SERVICE',
      'D365_ProjectOperations',
      'D365_ProjectOperationsCDS',
    ],
  },
  DYN365_ENTERPRISE_SALES_CUSTOMERSERVICE: {
    skuId: '8edc2cf8-6438-4fa9-b6e3-aa1660c640cc',
    plans: ['DYN365_ENTERPRISE_P1', 'POWERAPPS_DYN_APPS'],
  },
  Dynamics_365_Sales_Field_Service_and_Customer_Service_Partner_Sandbox: {
    skuId: '494721b8-1f30-4315-aba6-70ca169358d9',
    plans: ['DYN365_ENTERPRISE_P1', 'POWERAPPS_DYN_APPS'],
  },
  DYN365_CUSTOMER_SERVICE_PRO: {
    skuId: '1439b6e2-5d59-4873-8c59-d60e2a196e92',
    plans: ['DYN365_CUSTOMER_SERVICE_PRO', 'EXCHANGE_S_FOUNDATION'],
  },
  DYN365_ENTERPRISE_SALES: {
    skuId: '1e1a282c-9c54-43a2-9310-98ef728faace',
    plans: ['DYN365_ENTERPRISE_SALES', 'POWERAPPS_DYN_APPS'],
  },
  D365_SALES_PRO: { skuId: 'be9f9771-1c64-4618-9907-244325141096', plans: ['DYN365_SALES_PRO'] },
  D365_SALES_PRO_IW: {
    skuId: '9c7bff7a-3715-4da7-88d3-07f57f8d0fb6',
    plans: ['D365_SALES_PRO_IW', 'EXCHANGE_S_FOUNDATION'],
    trial: true,
  },
  DYN365_ENTERPRISE_FIELD_SERVICE: {
    skuId: 'c7d15985-e746-4f01-b113-20b575898250',
    plans: ['DYN365_ENTERPRISE_FIELD_SERVICE', 'POWERAPPS_DYN_APPS'],
  },
  D365_FIELD_SERVICE_ATTACH: {
    skuId: 'a36cdaa2-a806-4b6e-9ae0-28dbd993c20e',
    plans: ['D365_FIELD_SERVICE_ATTACH', 'EXCHANGE_S_FOUNDATION'],
  },
  D365_FIELD_SERVICE_CONTRACTOR: {
    skuId: '23e6e135-e869-4ce4-9ae4-5710cd69ac13',
    plans: ['CDS_FIELD_SERVICE_CONTRACTOR', 'POWERAPPS_DYN_APPS', 'EXCHANGE_S_FOUNDATION'],
  },
  DYN365_PROJECT_OPERATIONS: {
    skuId: '98619618-9dc8-48c6-8f0c-741890ba5f93',
    plans: ['D365_ProjectOperations', 'D365_ProjectOperationsCDS'],
  },
  DYN365_FINANCE_ATTACH_ISVEMB_PROJOPS: {
    skuId: 'db5bd06c-b99a-4c54-98e9-90fea5164c88',
    plans: ['D365_ProjectOperationsAttach', 'EXCHANGE_S_FOUNDATION'],
  },
  DYN365_TEAM_MEMBERS: {
    skuId: '7ac9fe77-66b7-4e5e-9e46-10eed1cff547',
    plans: ['DYN365_TEAM_MEMBERS', 'DYN365_ENTERPRISE_FIELD_SERVICE'],
  },
  DYN365_ENTERPRISE_TEAM_MEMBERS: {
    skuId: '8e7a3d30-d97d-43ab-837c-d7701cef83dc',
    plans: ['DYN365_ENTERPRISE_TEAM_MEMBERS', 'DYN365_ENTERPRISE_FIELD_SERVICE'],
  },
  DYNAMICS_365_CONTACT_CENTER: {
    skuId: 'dfb1700c-013e-4132-8bce-0d319c43a95d',
    plans: ['DYN365_CC', 'EXCHANGE_S_FOUNDATION'],
  },
  DYNAMICS_365_CONTACT_CENTER_DIGITAL: {
    skuId: '59d3d0bf-df39-4b8b-8601-ea6c09a7fd66',
    plans: ['DYN365_CC_DIGITAL', 'EXCHANGE_S_FOUNDATION'],
  },
  POWERAPPS_PER_USER: {
    skuId: 'b30411f5-fea1-4a59-9ad9-3db7c7ead579',
    plans: ['POWERAPPS_PER_USER', 'EXCHANGE_S_FOUNDATION'],
  },
  POWERAPPS_DEV: {
    skuId: '5b631642-bd26-49fe-bd20-1daaa972ef80',
    plans: ['POWERAPPS_DEV_VIRAL', 'EXCHANGE_S_FOUNDATION'],
  },
  POWERAPPS_INDIVIDUAL_USER: {
    skuId: '87bbbc60-4754-4998-8c88-227dca264858',
    plans: ['POWERAPPSFREE', 'POWERFLOWSFREE'],
  },
  POWERAPPS_VIRAL: {
    skuId: 'dcb1a3ae-b33f-4487-846a-a640262fadf4',
    plans: ['POWERAPPS_P2_VIRAL', 'FLOW_P2_VIRAL'],
    trial: true,
  },
  FLOW_PER_USER: {
    skuId: '4a51bf65-409c-4a91-b845-1121b571cc9d',
    plans: ['FLOW_PER_USER', 'EXCHANGE_S_FOUNDATION'],
  },
  FLOW_FREE: { skuId: 'f30db892-07e9-47e9-837c-80727f46fd3d', plans: ['FLOW_P2_VIRAL', 'DYN365_CDS_VIRAL'] },
  VIRTUAL_AGENT_USL: {
    skuId: '4b74a65c-8b4a-4fc8-9f6b-5177ed11ddfa',
    plans: ['VIRTUAL_AGENT_USER', 'EXCHANGE_S_FOUNDATION'],
  },
  SPE_E5: {
    skuId: '06ebc4ee-1bb5-47dd-8120-11324bc54e06',
    plans: ['EXCHANGE_S_FOUNDATION', 'POWERAPPS_O365_P3', 'FLOW_O365_P3', 'CDS_O365_P3'],
  },
  DYN365_CUSTOMER_INSIGHTS_BASE: {
    skuId: '0c250654-c7f7-461f-871a-7222f6592cf2',
    plans: ['DYN365_CUSTOMER_INSIGHTS_BASE'],
  },
  DYN365_MARKETING_CONTACT_ADDON: {
    skuId: 'fc4581aa-6b1f-459d-95b6-84bd49d6f843',
    plans: ['DYN365_MARKETING_CONTACT_ADDON', 'EXCHANGE_S_FOUNDATION'],
  },
  /** As the guide describes Premium: both plans in one SKU. */
  CUSTOMER_SERVICE_PREMIUM: {
    skuId: '5e7a0000-0000-4000-b000-000000000001',
    plans: ['DYN365_CC', 'DYN365_ENTERPRISE_CUSTOMER_SERVICE'],
  },
  /** A reseller's bundle that carries plans which count from other SKUs only, or from no SKU at all. */
  CONTOSO_RESELLER_BUNDLE: {
    skuId: '5e7a0000-0000-4000-b000-000000000002',
    plans: ['DYN365_ENTERPRISE_P1', 'POWERAPPS_PER_USER', 'CONTOSO_CLOUD_ARCHIVE'],
  },
  /** Two SKUs of which only the operator knows what they are. */
  CONTOSO_CLOUD_SERVICE: {
    skuId: '5e7a0000-0000-4000-b000-000000000003',
    plans: ['CONTOSO_CLOUD_BASE', 'CONTOSO_CLOUD_EXTRA'],
  },
  CONTOSO_CLOUD_FIELD: {
    skuId: '5e7a0000-0000-4000-b000-000000000004',
    plans: ['CONTOSO_CLOUD_BASE', 'CONTOSO_CLOUD_EXTRA'],
  },
} as const satisfies Readonly<Record<string, ShelfSku>>

export type SkuName = keyof typeof shelf

export const skuNames: readonly SkuName[] = Object.keys(shelf).filter((name): name is SkuName => name in shelf)
