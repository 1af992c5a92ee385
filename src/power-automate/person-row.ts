/** People with seats, the rights of one, and the roles that a change would mend, as flat rows. */
import type { AccessGroup, SeatsDocument } from '../model/documents.ts'
import type { RightsDocument } from '../model/rights.ts'
import { UserRights } from './answers.ts'
import { known, listed } from './known.ts'
import { PersonRow, RoleRow } from './rows.ts'

type Person = NonNullable<SeatsDocument['people']>[number]

export function personRow({ id, name, upn, seats, lastSignIn, environments, verdict, saving }: Person): PersonRow {
  return known(PersonRow, {
    id,
    name,
    upn,
    lastSignIn,
    environments,
    verdict,
    saving,
    plans: listed(seats.map(({ plan }) => plan)) ?? '',
    groups: listed(seats.flatMap(({ group }) => (group === null ? [] : [group.name ?? group.id]))),
    seats: seats.length,
  })
}

const answers = { true: 'yes', false: 'no', null: 'undecided' } as const

export function userRights({ user, plans, rights }: RightsDocument): UserRights {
  const { id, name, upn } = user
  return known(UserRights, {
    id,
    name,
    upn,
    plans: listed(plans) ?? '',
    value: rights.map(({ right, granted, text, clause }) => ({
      right,
      text,
      clause,
      granted: answers[`${granted}`],
    })),
  })
}

export function roleRow({ id, name, environment, findings, cleared, action }: AccessGroup): RoleRow {
  return known(RoleRow, {
    roleId: id,
    roleName: name,
    environmentId: environment?.id ?? null,
    environmentName: environment?.name ?? null,
    findings,
    cleared,
    action,
  })
}
