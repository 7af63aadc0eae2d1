/** Where a command writes: `out` carries its result, `err` what a person should know. One line each, without its line end. */
export interface Io {
  out(line: string): void
  err(line: string): void
}
