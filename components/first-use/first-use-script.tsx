import { watchFirstUse } from './watch-first-use'

/** Stands in front of everything that may be used before it has started. */
export function FirstUseScript({ nonce }: { nonce?: string }) {
  return <script nonce={nonce}>{`(${watchFirstUse})()`}</script>
}
