import NextLink from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { type ButtonLook, buttonStyle } from './button-style.ts'
import { cn } from './class-names.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-paths.tsx'

type NotOffered =
  | 'href'
  | 'as'
  | 'passHref'
  | 'legacyBehavior'
  | 'shallow'
  | 'locale'
  | 'onNavigate'
  | 'unstable_dynamicOnHover'

interface LinkProps extends Omit<ComponentProps<typeof NextLink>, NotOffered> {
  readonly href: string
  /** `quiet`: ink instead of the accent, for rows full of links. */
  readonly look?: 'accent' | 'quiet'
}

const leavesThePortal = (href: string) => /^(https?:|mailto:)/.test(href)

/** A link in text. Downloads (`download`, `/api/…`) and other sites are plain anchors, all else goes through the router. */
export function Link({
  href,
  look = 'accent',
  scroll = true,
  replace = false,
  prefetch = null,
  className,
  children,
  ...rest
}: LinkProps) {
  const classes = cn(look === 'quiet' && 'text-ink-2 hover:text-ink', className)
  if (leavesThePortal(href))
    return (
      <a {...rest} href={href} rel="noopener noreferrer" className={classes}>
        {children}
      </a>
    )
  if (rest.download !== undefined || href.startsWith('/api/') || href.startsWith('#'))
    return (
      <a {...rest} href={href} className={classes}>
        {children}
      </a>
    )
  return (
    <NextLink {...rest} href={href} scroll={scroll} replace={replace} prefetch={prefetch} className={classes}>
      {children}
    </NextLink>
  )
}

interface ButtonLinkProps extends Omit<LinkProps, 'look'>, ButtonLook {
  readonly icon?: IconName
  readonly iconAfter?: IconName
  readonly children: ReactNode
}

/** A link that looks like a button: it goes somewhere, it does not do something. */
export function ButtonLink({ variant, size, wide, icon, iconAfter, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} className={cn(buttonStyle({ variant, size, wide }), className)}>
      {icon ? <Icon name={icon} /> : null}
      {children}
      {iconAfter ? <Icon name={iconAfter} /> : null}
    </Link>
  )
}
