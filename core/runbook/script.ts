/**
 * Ticks survive a reload (kept per request, revision and target in this browser), and commands can be copied without a network
 * or a secure origin. Everything works on paper too.
 */
export const SCRIPT = `
(() => {
  const key = document.documentElement.dataset.key
  const boxes = [...document.querySelectorAll('input.tick')]
  const count = document.getElementById('count')
  const say = document.getElementById('say')
  let kept = {}
  try { kept = JSON.parse(localStorage.getItem(key)) || {} } catch {}
  const show = () => {
    const steps = boxes.filter((box) => box.id.endsWith('-done') && !box.closest('.part-rollback'))
    count.textContent = steps.filter((box) => box.checked).length + ' of ' + steps.length + ' steps ticked'
  }
  for (const box of boxes) box.checked = kept[box.id] === 1
  show()
  document.addEventListener('change', (event) => {
    if (!event.target.matches('input.tick')) return
    if (event.target.checked) kept[event.target.id] = 1
    else delete kept[event.target.id]
    try { localStorage.setItem(key, JSON.stringify(kept)) } catch {}
    show()
  })
  const fallback = (text) => {
    const area = document.createElement('textarea')
    area.value = text
    area.setAttribute('readonly', '')
    area.style.position = 'fixed'
    area.style.opacity = '0'
    document.body.append(area)
    area.select()
    const done = document.execCommand('copy')
    area.remove()
    return done
  }
  const copy = async (text) => {
    try { await navigator.clipboard.writeText(text); return true } catch { return fallback(text) }
  }
  document.addEventListener('click', async (event) => {
    if (event.target.closest('[data-print]')) return print()
    const button = event.target.closest('[data-copy]')
    if (!button) return
    const done = await copy(button.parentElement.querySelector('code').textContent)
    button.textContent = done ? 'Copied' : 'Select it'
    say.textContent = done ? 'Copied.' : 'Copying is blocked. Select the text by hand.'
    setTimeout(() => { button.textContent = 'Copy' }, 1600)
  })
})()
`
