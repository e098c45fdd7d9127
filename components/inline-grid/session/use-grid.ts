import { useCallback, useSyncExternalStore } from 'react'
import type { RowKey } from '@/admin/engine/batch'
import type { GridModel } from './grid-model'
import type { GridSession, RowView } from './grid-session'

/** Draws again when the row's contents or state change, and only then. */
export function useRowVersion(model: GridModel, key: RowKey): number {
  const subscribe = useCallback((listener: () => void) => model.subscribeRow(key, listener), [model, key])
  const version = () => model.version(key)
  return useSyncExternalStore(subscribe, version, version)
}

/** What focus, selection and editor mean for one row. */
export function useRowView(session: GridSession, key: RowKey): RowView {
  const subscribe = useCallback((listener: () => void) => session.subscribeRow(key, listener), [session, key])
  const view = () => session.rowView(key)
  return useSyncExternalStore(subscribe, view, view)
}

/** Draws again when `read` answers differently; it must answer with something that compares by value. */
export function useSession<Value extends string | number | boolean | null>(
  session: GridSession,
  read: (session: GridSession) => Value,
): Value {
  const value = () => read(session)
  return useSyncExternalStore(session.subscribe, value, value)
}

/** Like `useSession`, for what the rows answer. */
export function useModel<Value extends string | number | boolean | null>(
  model: GridModel,
  read: (model: GridModel) => Value,
): Value {
  const subscribe = useCallback((listener: () => void) => model.subscribe(listener), [model])
  const value = () => read(model)
  return useSyncExternalStore(subscribe, value, value)
}

/** Counts the changes of the rows' order. */
export function useOrder(model: GridModel): number {
  const subscribe = useCallback((listener: () => void) => model.subscribeOrder(listener), [model])
  const version = () => model.orderVersion
  return useSyncExternalStore(subscribe, version, version)
}
