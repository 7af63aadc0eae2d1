import { cn } from '#components/ui/class-names.ts'
import type { Bar, TimelineLayout, TimelineText } from './timeline-layout.ts'

const BAR: Readonly<Record<Bar['look'], string>> = {
  critical: 'fill-ink',
  slip: 'fill-rule-2',
  wait: 'fill-wait-wash stroke-wait',
}

const TEXT: Readonly<Record<TimelineText['look'], string>> = {
  lane: 'fill-ink font-medium text-[13px]',
  tick: 'fill-ink-2 text-[12px]',
  steps: 'fill-ink-2 text-[12px]',
  outage: 'fill-err text-[11.5px]',
  window: 'fill-accent font-bold text-[12px]',
}

export function TimelineSvg({ layout, label }: { readonly layout: TimelineLayout; readonly label: string }) {
  const { width, height, ticks, windows, bars, outages, texts } = layout
  const bottom = height - 24
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${width} ${height}`} className="block w-full min-w-[780px]">
      {windows.map(({ x, width: w, opens }) => (
        <g key={x}>
          <rect x={x} y={22} width={w} height={bottom - 22} className="fill-accent-wash" />
          {opens ? <path d={`M${x} 22V${bottom}`} className="stroke-accent" /> : null}
        </g>
      ))}
      {ticks.map((x) => (
        <path key={x} d={`M${x} 22V${bottom}`} className="stroke-rule" />
      ))}
      {bars.map(({ x, y, width: w, height: h, look }) => (
        <rect key={`${x} ${y} ${look}`} x={x} y={y} width={w} height={h} rx={1} className={BAR[look]} />
      ))}
      {outages.map(({ x, y, width: w }) => (
        <path key={`${x} ${y}`} d={`M${x} ${y}h${w}`} className="fill-none stroke-2 stroke-err" />
      ))}
      {texts.map(({ x, y, text, anchor, look }) => (
        <text key={`${x} ${y} ${text}`} x={x} y={y} textAnchor={anchor} className={cn(TEXT[look])}>
          {text}
        </text>
      ))}
    </svg>
  )
}
