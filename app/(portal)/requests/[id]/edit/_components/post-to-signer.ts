import type { SignerPage } from '#server/requests/views.ts'

/** Opens the signer's own page in this tab. The ticket goes as a form, never in an address. */
export function postToSigner({ action, token }: SignerPage): void {
  if (token === null) {
    window.location.assign(action)
    return
  }
  const form = document.createElement('form')
  form.method = 'post'
  form.action = action
  form.hidden = true
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = 'token'
  field.value = token
  form.append(field)
  document.body.append(form)
  form.submit()
}
