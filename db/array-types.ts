import { makePgArray, parsePgArray } from 'drizzle-orm/pg-core'
import type { Sql } from 'postgres'

const texts = [1003, 1009, 1015, 1016, 1231, 2951]
const numbers = [1005, 1007, 1021, 1022, 1028]
const booleans = [1000]

/**
 * Teaches the driver the arrays of PostgreSQL's own types, whose numbers never change. It would ask the server for them
 * on every new connection, and a connection that ends before the answer leaves an error that nobody can catch.
 */
export function teachArrays(driver: Sql): void {
  const teach = (types: number[], read: (text: string) => unknown) => {
    for (const type of types) {
      driver.options.parsers[type] = (text: string) => parsePgArray(text).map(read)
      driver.options.serializers[type] = (value: unknown) => (Array.isArray(value) ? makePgArray(value) : value)
    }
  }
  teach(texts, (text) => text)
  teach(numbers, Number)
  teach(booleans, (text) => text === 't')
}
