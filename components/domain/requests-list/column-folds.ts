/** Below 1180 px kind and owner stand under the title; phones have a line for each. */
export const FOLDS_FIRST = 'sm:max-lg:hidden'
/** Below 1080 px the last change does, too. */
export const FOLDS_SECOND = 'sm:max-md:hidden'
