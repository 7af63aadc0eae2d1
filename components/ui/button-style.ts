import { cva, type VariantProps } from 'class-variance-authority'

/** One look for buttons and for links that look like buttons. One `main` a view. */
export const buttonStyle = cva(
  'inline-flex cursor-pointer items-center justify-center gap-2 rounded border text-center font-medium no-underline transition-colors',
  {
    variants: {
      variant: {
        main: 'border-accent bg-accent text-on-accent hover:border-accent-hover hover:bg-accent-hover hover:text-on-accent',
        normal: 'border-rule-2 bg-sheet text-ink hover:border-ink hover:bg-sunk hover:text-ink',
        danger: 'border-err bg-sheet text-err hover:bg-err-wash hover:text-err',
        plain: 'border-transparent bg-transparent px-2 text-accent hover:bg-accent-wash hover:text-accent-hover',
      },
      size: {
        normal: 'min-h-9 px-3.5 py-[7px] text-md leading-5 max-sm:min-h-11',
        // On phones the finger may also hit just above and below.
        small:
          'relative min-h-7 px-2.5 py-[3px] text-sm max-sm:min-h-9 max-sm:after:absolute max-sm:after:inset-x-0 max-sm:after:-inset-y-1',
      },
      wide: { true: 'w-full', false: '' },
      blocked: {
        true: 'cursor-not-allowed border-dashed border-rule-2 bg-sunk text-ink-3 hover:border-rule-2 hover:bg-sunk hover:text-ink-3',
        false: '',
      },
    },
    compoundVariants: [{ variant: 'plain', size: ['normal', 'small'], class: 'px-2' }],
    defaultVariants: { variant: 'normal', size: 'normal', wide: false, blocked: false },
  },
)

export type ButtonLook = Pick<VariantProps<typeof buttonStyle>, 'variant' | 'size' | 'wide'>
