import { router } from './procedures.ts'

// import { requestsRouter } from '#server/requests/router.ts'
// import { homeRouter } from '#server/home/router.ts'
// import { signerRouter } from '#server/signer-link/router.ts'

export const appRouter = router({
  // requests: requestsRouter,
  // home: homeRouter,
  // signer: signerRouter,
})

export type AppRouter = typeof appRouter
