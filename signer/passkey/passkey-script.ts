/**
 * The one script of the signer's passkey pages: it asks the authenticator and puts the answer into the form. It decides nothing and
 * sends nothing by itself. Kept as text, because it runs in the browser and is served from this process.
 */
export const PASSKEY_SCRIPT = `'use strict'
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '')
const WHY = {
  NotAllowedError: 'Nothing was signed: it was cancelled or took too long, or this device has no passkey for you here. Connect a security key, or use the device that you enrolled.',
  InvalidStateError: 'This authenticator is enrolled already.',
  SecurityError: 'The browser refuses passkeys on this address.',
}
async function get(ask) {
  const made = await navigator.credentials.get({ publicKey: {
    challenge: bytes(ask.challenge), rpId: ask.rpId, userVerification: 'required', timeout: 120000,
    allowCredentials: ask.allow.map((id) => ({ type: 'public-key', id: bytes(id) })) } })
  return { id: made.id, authenticatorData: text(made.response.authenticatorData), clientDataJSON: text(made.response.clientDataJSON), signature: text(made.response.signature) }
}
async function create(ask, form) {
  const made = await navigator.credentials.create({ publicKey: {
    challenge: bytes(ask.challenge), rp: { id: ask.rpId, name: 'MIM gMSA signer' }, user: { id: bytes(ask.userId), name: ask.userName, displayName: ask.userName },
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -257 }], attestation: 'none', timeout: 120000,
    excludeCredentials: ask.exclude.map((id) => ({ type: 'public-key', id: bytes(id) })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' } } })
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', made.response.getPublicKey()))
  const code = [...digest.slice(0, 8)].map((b) => b.toString(16).padStart(2, '0')).join('').match(/.{4}/g).join(' ')
  form.querySelector('[data-code]').textContent = code
  return { id: made.id, clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject) }
}
for (const form of document.querySelectorAll('form[data-passkey]')) {
  const say = (words) => { form.querySelector('[role=status]').textContent = words }
  if (!window.PublicKeyCredential) say('This browser can not use passkeys. Use a current Edge, Chrome, Firefox or Safari over HTTPS.')
  else form.querySelector('button').disabled = false
  form.addEventListener('submit', async (event) => {
    if (form.elements.answer.value !== '') return
    event.preventDefault()
    const ask = JSON.parse(form.dataset.passkey)
    say('Waiting for your passkey …')
    try {
      const answer = ask.kind === 'create' ? await create(ask, form) : await get(ask)
      form.elements.answer.value = JSON.stringify(answer)
      if (ask.kind === 'create') {
        form.querySelector('[data-made]').hidden = false
        form.querySelector('button').textContent = 'Send it to the signer'
        say('The passkey is made. Note the code, then send it.')
      } else form.submit()
    } catch (error) { say(WHY[error.name] ?? String(error)) }
  })
}
`
