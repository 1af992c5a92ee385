/** An exact command, to read and to copy. */
import { Button } from '@fluentui/react-components'
import { Checkmark16Regular, Copy16Regular } from '@fluentui/react-icons'
import { useEffect, useState } from 'react'

export function Command({ text }: { readonly text: string }) {
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return undefined
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = (): void => {
    // Refused without focus or permission: the command still stands there to be selected.
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    )
  }
  return (
    <span className="command">
      <code>{text}</code>
      <Button
        size="small"
        appearance="subtle"
        className="no-print"
        icon={isCopied ? <Checkmark16Regular /> : <Copy16Regular />}
        aria-label={`Copy: ${text}`}
        onClick={copy}
      />
      <span role="status" className="only-read">
        {isCopied ? 'copied' : ''}
      </span>
    </span>
  )
}
