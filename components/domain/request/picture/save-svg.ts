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

/** White around the picture. */
const EDGE = 16

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
  const { width: w = 0, height: h = 0 } = svg.viewBox.baseVal
  const [x, y, width, height] = [-EDGE, -EDGE, w + 2 * EDGE, h + 2 * EDGE]
  copy.setAttribute('viewBox', [x, y, width, height].join(' '))
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
