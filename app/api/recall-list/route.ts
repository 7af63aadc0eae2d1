import { handleRecallList } from '#server/bundles/handle-download.ts'

export async function GET(request: Request): Promise<Response> {
  return handleRecallList(request)
}
