/** The ids of the packs that add to a pool. */
import { z } from 'zod'

export const PackId = z.enum([
  'unified-routing',
  'voicebot-minutes',
  'call-intelligence-minutes',
  'dataverse-database',
  'dataverse-file',
  'dataverse-log',
  'copilot-studio-messages',
])
export type PackId = z.infer<typeof PackId>
