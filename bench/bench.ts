// `npm run bench [-- NAME…]`: runs the cases whose names begin so, prints a table and writes bench/results.json.
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { bulkCases } from './bulk-cases'
import { crowdCases } from './crowd-cases'
import { gridCases } from './grid-cases'
import { closeBrowser } from './grid-page'
import { memoryCases } from './memory-cases'
import { requestCases } from './request-cases'
import { chosen, heading, type Result, row } from './results'
import { saveCases } from './save-cases'
import { openWorld } from './world'

const file = fileURLToPath(new URL('results.json', import.meta.url))

async function run(names: readonly string[]): Promise<void> {
  const cases = chosen(
    [...requestCases, ...saveCases, ...bulkCases, ...crowdCases, ...memoryCases, ...gridCases],
    names,
  )
  if (cases.length === 0) throw new Error(`No case begins with ${names.join(' or ')}`)
  const world = await openWorld()
  try {
    const results: Result[] = []
    console.log(heading)
    for (const { name, rows, measure } of cases) {
      const figures = await measure(world)
      if (typeof figures === 'string') {
        console.log(`${name} ${rows.toLocaleString('en')}: does not apply yet, ${figures}`)
        continue
      }
      const result = { case: name, rows, ...figures }
      results.push(result)
      console.log(row(result))
      await writeFile(file, `${JSON.stringify(results, null, 2)}\n`)
    }
  } finally {
    await closeBrowser()
    await world.close()
  }
}

run(process.argv.slice(2)).then(
  () => process.exit(),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
