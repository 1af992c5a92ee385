/** The last run as a file: for who lives in a spreadsheet, and for who needs paper. */
import { Button } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { send } from '../../api/client.ts'
import { problemFrom, type ApiProblem } from '../../api/problem.ts'
import { ProblemBar } from '../../parts/states.tsx'
import { useTenantPath } from '../../shell/tenant.tsx'

const formats = [
  { format: 'xlsx', title: 'Workbook' },
  { format: 'html', title: 'Report' },
] as const

export function ExportButtons() {
  const path = useTenantPath()
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const download = (format: string): void => {
    setBusy(format)
    setProblem(null)
    send(path(`exports/${format}`))
      .then(async (response) => save(await response.blob(), fileName(response, format)))
      .catch((error: unknown) => setProblem(problemFrom(error)))
      .finally(() => setBusy(null))
  }
  return (
    <>
      <div className="row tight">
        {formats.map(({ format, title }) => (
          <Button
            key={format}
            icon={<ArrowDownloadRegular />}
            disabledFocusable={busy !== null}
            onClick={() => download(format)}
          >
            {title}
          </Button>
        ))}
      </div>
      {problem === null ? null : <ProblemBar problem={problem} />}
    </>
  )
}

/** As the service names it, tenant and day in it. */
function fileName(response: Response, format: string): string {
  const said = /filename="?([^";]+)"?/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  return said ?? `seatledger.${format}`
}

/** A link that is clicked: the request bore the sign-in, which a plain link to the service could not. */
function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
