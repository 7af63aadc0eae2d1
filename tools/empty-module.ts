// Stands in for `server-only`, whose only content outside Next is an error.
export {}
