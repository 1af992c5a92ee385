/** Under which names the API description holds the shapes of documents: a client that is made of it has types of these names. */
import { z } from 'zod'
import { Coverage, EnvironmentRef } from '../model/coverage.ts'
import * as documents from '../model/documents.ts'
import * as evidence from '../model/evidence.ts'
import * as finding from '../model/finding.ts'
import { PlanDocument, Purchase, ReusedUnits } from '../model/plan.ts'
import * as pool from '../model/pool.ts'
import { RightsDocument, UserRight } from '../model/rights.ts'
import * as service from '../model/service.ts'

const named: Readonly<Record<string, z.ZodType>> = {
  AccessGroup: documents.AccessGroup,
  AccountTableAccess: evidence.AccountTableAccess,
  AccessPath: evidence.AccessPath,
  CapacityDocument: documents.CapacityDocument,
  CapacityHistory: service.CapacityHistory,
  CitedClause: documents.CitedClause,
  Coverage,
  EnvironmentCapacity: pool.EnvironmentCapacity,
  EnvironmentRef,
  ExplainDocument: documents.ExplainDocument,
  Finding: finding.Finding,
  FindingSource: finding.FindingSource,
  FindingsDocument: documents.FindingsDocument,
  ObservedUse: evidence.ObservedUse,
  PlanDocument,
  Pool: pool.Pool,
  Problem: service.Problem,
  Purchase,
  Remedy: finding.Remedy,
  ReusedUnits,
  RightsDocument,
  RuleOutcome: finding.RuleOutcome,
  Run: service.Run,
  RunDetail: service.RunDetail,
  RunError: service.RunError,
  RunList: service.RunList,
  RunProgress: service.RunProgress,
  Seat: pool.Seat,
  SeatsDocument: documents.SeatsDocument,
  Session: service.Session,
  Subject: finding.Subject,
  Subscription: service.Subscription,
  SubscriptionList: service.SubscriptionList,
  SyncDocument: documents.SyncDocument,
  TableAccess: evidence.TableAccess,
  TenantList: service.TenantList,
  TenantSummary: service.TenantSummary,
  UnknownSku: pool.UnknownSku,
  UserRight,
  Waiver: finding.Waiver,
  WaiverDocument: documents.WaiverDocument,
}

/** What is in no answer is in no description. */
export const schemaRegistry = z.registry<{ id: string }>()
for (const [id, schema] of Object.entries(named)) schemaRegistry.add(schema, { id })
