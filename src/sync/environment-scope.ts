/** Which environments the operator wants looked at: matches names and ids of `SEATLEDGER_ENVIRONMENTS` with what exists. Pure. */
import type { Environment } from '../model/environment.ts'

/** Ids or names, without regard to case. `exclude` wins over `include`. */
export interface EnvironmentScope {
  readonly include: 'all' | readonly string[]
  readonly exclude: readonly string[]
}

export interface ScopedEnvironments {
  readonly included: Environment[]
  readonly leftOut: Environment[]
  /** What the operator wrote and no environment bears. */
  readonly unknown: string[]
}

export function applyScope(environments: readonly Environment[], scope: EnvironmentScope): ScopedEnvironments {
  const { include, exclude } = scope
  const isIncluded = (environment: Environment): boolean =>
    !exclude.some((word) => names(word, environment)) &&
    (include === 'all' || include.some((word) => names(word, environment)))
  const words = [...(include === 'all' ? [] : include), ...exclude]
  return {
    included: environments.filter(isIncluded),
    leftOut: environments.filter((environment) => !isIncluded(environment)),
    unknown: words.filter((word) => !environments.some((environment) => names(word, environment))),
  }
}

function names(word: string, { id, name }: Environment): boolean {
  const wanted = word.toLowerCase()
  return wanted === id || wanted === name.toLowerCase()
}
