/**
 * How many registrations ended how, per course presentation: the shape of real data, without a person in it. Counted from
 * the Open University Learning Analytics Dataset (J. Kuzilek, M. Hlosta, Z. Zdrahal, Scientific Data 4:170171, 2017, CC BY 4.0).
 */
export type Presentation = {
  title: string
  passed: number
  withDistinction: number
  failed: number
  withdrawn: number
}

const counts: readonly [title: string, passed: number, withDistinction: number, failed: number, withdrawn: number][] = [
  ['AAA 2013J', 258, 20, 45, 60],
  ['AAA 2014J', 229, 24, 46, 66],
  ['BBB 2013B', 648, 155, 459, 505],
  ['BBB 2013J', 896, 176, 521, 644],
  ['BBB 2014B', 561, 166, 396, 490],
  ['BBB 2014J', 972, 180, 391, 749],
  ['CCC 2014B', 471, 192, 375, 898],
  ['CCC 2014J', 709, 306, 406, 1077],
  ['DDD 2013B', 456, 54, 361, 432],
  ['DDD 2013J', 731, 98, 428, 681],
  ['DDD 2014B', 360, 119, 259, 490],
  ['DDD 2014J', 680, 112, 364, 647],
  ['EEE 2013J', 482, 127, 200, 243],
  ['EEE 2014B', 285, 72, 164, 173],
  ['EEE 2014J', 527, 157, 198, 306],
  ['FFF 2013B', 664, 118, 421, 411],
  ['FFF 2013J', 908, 187, 513, 675],
  ['FFF 2014B', 547, 107, 384, 462],
  ['FFF 2014J', 859, 258, 393, 855],
  ['GGG 2013J', 451, 141, 294, 66],
  ['GGG 2014B', 350, 128, 255, 100],
  ['GGG 2014J', 317, 127, 179, 126],
]

export const presentations: readonly Presentation[] = counts.map(
  ([title, passed, withDistinction, failed, withdrawn]) => ({ title, passed, withDistinction, failed, withdrawn }),
)

/** How many students take 1, 2, 3, 4 and 5 courses. */
export const studentsByCourses: readonly number[] = [25_247, 3_293, 221, 23, 1]

/** The year and term in which teaching is still going on: whoever has not withdrawn there is active, elsewhere completed. */
export const runningTerm = '2014J'

/** The first day of a term: `B` begins in February, `J` in October. */
export function firstDay(title: string): string {
  const [, year, term] = /(\d{4})([BJ])$/.exec(title) ?? []
  if (!year) throw new Error(`${title} does not end with a term such as 2013J`)
  return `${year}-${term === 'B' ? '02' : '10'}-01`
}

/** The statuses of a presentation's registrations, as counts. */
export function statusCounts({ title, passed, withDistinction, failed, withdrawn }: Presentation) {
  const stayed = passed + withDistinction + failed
  const running = title.endsWith(runningTerm)
  return { active: running ? stayed : 0, completed: running ? 0 : stayed, dropped: withdrawn }
}
