import { z } from 'zod'

// Runs before any other code of a page. zod asks at its first object schema whether it may compile validators with `eval`; the
// content security policy refuses that on every page and reports a violation.
z.config({ jitless: true })
