import { handOut } from '#server/http/hand-out.ts'
import { downloadScript } from './read-script.ts'

/** `/api/discovery/script`: `Get-MimGmsaEnvironment.ps1`, for everybody who is signed in. */
export const handleScript = (request: Request): Promise<Response> =>
  handOut(request, 'application/octet-stream', (context) => {
    const { name, bytes } = downloadScript(context)
    return { fileName: name, bytes }
  })
