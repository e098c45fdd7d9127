'use client'

import { Printer } from 'lucide-react'
import { Button } from '@/components/ui/button'

/** Opens the browser's own dialog. Without scripts that is one key press away. */
export function PrintButton() {
  return (
    <Button kind="primary" icon={<Printer aria-hidden />} className="noscript:hidden" onClick={() => window.print()}>
      Print
    </Button>
  )
}
