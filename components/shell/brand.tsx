import { AppLink } from '@/components/navigation/app-link'

/** The name and its mark: a line through two records. */
export function Brand() {
  return (
    <AppLink
      href="/"
      aria-label="Throughline"
      className="flex h-10 items-center gap-2.5 rounded-md px-2 font-semibold text-base text-text tracking-tight coarse:h-11 slim:justify-center slim:px-0"
    >
      <svg viewBox="0 0 20 20" aria-hidden="true" className="size-5 shrink-0 text-accent">
        <rect width="20" height="20" rx="5" fill="currentColor" />
        <g className="text-on-accent" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" fill="none">
          <path d="M3 13.5h3.2M8.8 12.1l2.4-4.2M13.8 6.5H17" />
          <circle cx="7.5" cy="13.5" r="1.6" />
          <circle cx="12.5" cy="6.5" r="1.6" />
        </g>
      </svg>
      <span className="slim:hidden">Throughline</span>
    </AppLink>
  )
}
