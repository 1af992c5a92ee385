/** A drawer over the page. What it shows is in the address; closing it gives the focus back to where it came from. */
import { Button } from '@fluentui/react-components'
import { Dismiss24Regular } from '@fluentui/react-icons'
import { useEffect, useId, useRef, type ReactNode } from 'react'

interface SideDrawerProps {
  readonly isOpen: boolean
  readonly title: string
  readonly close: () => void
  readonly children: ReactNode
}

/** The browser's own dialog: it makes the page behind it inert, where Fluent's drawer leaves focusable marks that are hidden from readers. */
export function SideDrawer({ isOpen, title, close, children }: SideDrawerProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const closing = useRef(close)
  const id = useId()
  useEffect(() => {
    closing.current = close
  })
  useEffect(() => {
    const element = dialog.current
    if (!isOpen || element === null) return undefined
    const before = document.activeElement
    const cancel = (event: Event): void => {
      event.preventDefault()
      closing.current()
    }
    // Only the dialog itself, which is what a click beside its content hits.
    const click = (event: Event): void => {
      if (event.target === element) closing.current()
    }
    element.addEventListener('cancel', cancel)
    element.addEventListener('click', click)
    element.showModal()
    return () => {
      element.removeEventListener('cancel', cancel)
      element.removeEventListener('click', click)
      element.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [isOpen])
  if (!isOpen) return null
  return (
    <dialog ref={dialog} className="drawer" aria-labelledby={id}>
      <div className="drawer-frame">
        <div className="drawer-head">
          <h2 id={id}>{title}</h2>
          <Button
            className="no-print"
            appearance="subtle"
            aria-label="Close"
            icon={<Dismiss24Regular />}
            onClick={close}
          />
        </div>
        <div className="drawer-body">{children}</div>
      </div>
    </dialog>
  )
}
