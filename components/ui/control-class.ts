/** How every field that takes text looks. */
export const controlClass = [
  'w-full min-w-0 rounded-md border border-control bg-canvas text-text text-base',
  'transition-colors hover:border-muted focus-visible:border-accent',
  'aria-invalid:border-problem aria-invalid:bg-problem-soft',
  // The attribute, because `:read-only` matches every select too.
  '[&[readonly]]:border-line [&[readonly]]:bg-sunken [&[readonly]]:text-muted',
  'disabled:border-line disabled:bg-sunken disabled:text-faint disabled:cursor-not-allowed',
].join(' ')
