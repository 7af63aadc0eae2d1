import { handleDownload } from '#server/bundles/handle-download.ts'

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handleDownload(request, await params)
}
