/** The last resort: a page that fails to draw says so, instead of leaving nothing. */
import { Button } from '@fluentui/react-components'
import { Component, type ReactNode } from 'react'

interface GuardState {
  readonly error: Error | null
}

export class Guard extends Component<{ readonly children: ReactNode }, GuardState> {
  override state: GuardState = { error: null }

  static getDerivedStateFromError(error: unknown): GuardState {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children
    return (
      <main className="alone" role="alert">
        <h1>This page could not be drawn</h1>
        <p>{this.state.error.message}</p>
        <p>The data is not harmed: the command line shows the same documents.</p>
        <Button appearance="primary" onClick={() => globalThis.location.reload()}>
          Load it again
        </Button>
      </main>
    )
  }
}
