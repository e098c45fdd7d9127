'use client'

import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import { foldNavigation, useFolded } from './appearance'

/** Folds the navigation to its icons and back. */
export function FoldButton() {
  const folded = useFolded()
  return (
    <IconButton
      label={folded ? 'Unfold navigation' : 'Fold navigation'}
      aria-expanded={!folded}
      icon={folded ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
      onClick={() => foldNavigation(!folded)}
    />
  )
}
