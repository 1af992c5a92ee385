/** The states of a page that is not simply there: loading, refused, empty. Each says what it is and what helps. */
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Skeleton,
  SkeletonItem,
  Text,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { Loading } from '../api/use-document.ts'
import type { ApiProblem } from '../api/problem.ts'

interface ShownProps<T> {
  readonly of: Loading<T>
  /** What is being waited for, in words. */
  readonly what: string
  readonly children: (document: T, page: NonNullable<Loading<T>['page']>) => ReactNode
}

/** The document as soon as it is there; a refusal above what is still known. */
export function Shown<T>({ of, what, children }: ShownProps<T>) {
  const { page, problem, isLoading, reload } = of
  return (
    <div aria-busy={isLoading}>
      {problem === null ? null : <ProblemBar problem={problem} reload={reload} isOlderShown={page !== null} />}
      {page !== null ? children(page.document, page) : null}
      {page === null && problem === null && isLoading ? <Waiting what={what} /> : null}
    </div>
  )
}

interface ProblemBarProps {
  readonly problem: ApiProblem
  readonly reload?: () => void
  readonly isOlderShown?: boolean
}

export function ProblemBar({ problem, reload, isOlderShown }: ProblemBarProps) {
  return (
    <MessageBar intent="error" layout="multiline" className="bar" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{problem.message}</MessageBarTitle>
        {problem.hint === null ? null : <span>{problem.hint} </span>}
        {isOlderShown === true ? <span>Below is what was last known.</span> : null}
      </MessageBarBody>
      {reload === undefined ? null : (
        <MessageBarActions>
          <Button size="small" onClick={reload}>
            Try again
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}

export function Waiting({ what }: { readonly what: string }) {
  return (
    <div className="waiting" role="status">
      <Text className="quiet">Loading {what}…</Text>
      <Skeleton aria-hidden="true">
        <SkeletonItem size={32} />
        <SkeletonItem size={96} />
        <SkeletonItem size={96} />
      </Skeleton>
    </div>
  )
}

interface EmptyProps {
  readonly title: string
  readonly children?: ReactNode
}

export function Empty({ title, children }: EmptyProps) {
  return (
    <div className="empty">
      <Text as="p" weight="semibold" size={400} block>
        {title}
      </Text>
      {children === undefined ? null : <div className="quiet">{children}</div>}
    </div>
  )
}
