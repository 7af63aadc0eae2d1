const PROPERTIES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-family',
  'font-size',
  'font-weight',
  'text-decoration-line',
] as const

/**
 * The picture as a file that needs no style sheet: every computed style is written into its element, in the light theme on
 * white, whatever the page shows.
 */
export function standaloneSvg(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const before = svg.style.colorScheme
  svg.style.colorScheme = 'light'
  const elements = [...svg.querySelectorAll('*')]
  const copies = [...copy.querySelectorAll('*')]
  for (const [index, element] of elements.entries()) {
    const style = getComputedStyle(element)
    const target = copies[index]
    target?.removeAttribute('class')
    for (const property of PROPERTIES) {
      const value = style.getPropertyValue(property)
      if (value !== '' && value !== 'normal') target?.setAttribute(property.replace('-line', ''), value)
    }
  }
  svg.style.colorScheme = before
  const { width = 0, height = 0, x = 0, y = 0 } = svg.viewBox.baseVal
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  copy.removeAttribute('class')
  copy.removeAttribute('style')
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  for (const [name, value] of Object.entries({ x, y, width, height, fill: '#ffffff' }))
    paper.setAttribute(name, String(value))
  copy.prepend(paper)
  return new XMLSerializer().serializeToString(copy)
}
