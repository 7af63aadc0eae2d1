import type { RefObject } from 'react'
import { cn } from '#components/ui/class-names.ts'
import type { PictureLayout } from './picture-layout.ts'
import type { LineLook, Shape } from './shapes.ts'
import { wirePath } from './wires.ts'

const LINE: Readonly<Record<LineLook, string>> = {
  name: 'fill-ink font-mono text-[12.5px]',
  retiring: 'fill-ink-3 font-mono text-[12.5px] line-through',
  quiet: 'fill-ink-3 text-[12px]',
  accent: 'fill-accent font-mono font-bold text-[12.5px]',
  spn: 'fill-ink font-mono text-[11.5px]',
}

const BOX: Readonly<Record<Shape['kind'], string>> = {
  old: 'fill-none stroke-rule-2 [stroke-dasharray:3_3]',
  kept: 'fill-sheet stroke-rule-2',
  machines: 'fill-sheet stroke-rule-2',
  managed: 'fill-accent-wash stroke-accent',
  logins: 'fill-accent-wash stroke-accent',
}

interface PictureSvgProps {
  readonly layout: PictureLayout
  /** The picture in one sentence; the table beside it says everything. */
  readonly label: string
  readonly ref?: RefObject<SVGSVGElement | null>
}

export function PictureSvg({ layout, label, ref }: PictureSvgProps) {
  const { width, height, headings, shapes, wires, labels } = layout
  return (
    <svg
      ref={ref}
      role="img"
      aria-label={label}
      viewBox={`-1 -1 ${width + 2} ${height + 2}`}
      style={{ minWidth: Math.min(width, 780), maxWidth: width + 2 }}
      className="block w-full"
    >
      {headings.map(({ x, text, accent }) => (
        <text key={text} x={x} y={14} className={cn('font-bold text-[13px]', accent ? 'fill-accent' : 'fill-ink')}>
          {text}
        </text>
      ))}
      {wires.map((wire) => (
        <path
          key={`${wire.from} ${wire.to}`}
          d={wirePath(wire)}
          className={cn(
            'fill-none',
            wire.kind === 'today' ? 'stroke-rule-2 [stroke-dasharray:3_3]' : 'stroke-[1.5] stroke-accent',
          )}
        />
      ))}
      {labels.map(({ x, y, text }) => (
        <text key={`${y} ${text}`} x={x} y={y} className="fill-ink-3 text-[12px]">
          {text}
        </text>
      ))}
      {shapes.map(({ id, kind, x, y, width: w, height: h, lines }) => (
        <g key={id} transform={`translate(${x} ${y})`}>
          <rect width={w} height={h} rx={3} className={BOX[kind]} />
          {lines.map((line) => (
            <text key={`${line.x} ${line.y}`} x={line.x} y={line.y} className={LINE[line.look]}>
              {line.text}
              {line.text === line.full ? null : <title>{line.full}</title>}
            </text>
          ))}
        </g>
      ))}
    </svg>
  )
}
