import { handleScript } from '#server/discovery/handle-script.ts'

export function GET(request: Request): Promise<Response> {
  return handleScript(request)
}
