import { bigint, bigserial, timestamp } from 'drizzle-orm/pg-core'

/** The one primary key of every table. `bigserial`, because a distributed PostgreSQL refuses identity columns. */
export const id = () => bigserial('id', { mode: 'number' }).primaryKey()

/** A foreign key column by its database name; add `.references(…)` where it is used. */
export const reference = (name: string) => bigint(name, { mode: 'number' })

/** A moment with its zone, read as ISO text so that no microsecond is lost on the way through JavaScript. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })
