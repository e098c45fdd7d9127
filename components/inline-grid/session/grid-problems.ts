import type { Problem, RowKey } from '@/admin/engine/batch'
import { midSentence } from '@/admin/engine/mid-sentence'
import { rowOfConflict } from '@/components/inline-grid/rows/settle-conflict'
import { type Content, isUnsettled, storedScalar } from '@/components/inline-grid/values/content'
import type { GridModel } from './grid-model'
import type { GridSession } from './grid-session'

/** Every reason why the rows cannot be saved as they are, rows from top to bottom, then what concerns the whole table. */
export function allProblems(model: GridModel, session: GridSession): Problem[] {
  const { form, rows } = model
  for (const key of rows.created) model.leave(key)
  const problems: Problem[] = []
  const report = (key: RowKey) => {
    for (const [field, message] of model.status(key).problems)
      problems.push({
        inline: form.name,
        row: key,
        ...(field !== '' && { field }),
        message,
      })
  }
  for (const [key, patch] of rows.patches)
    for (const [field, content] of patch) {
      const message = rows.isHere(key) && lookUpWords(content)
      if (message) problems.push({ inline: form.name, row: key, field, message })
    }
  for (const key of [...model.judge.touched()].sort((a, b) => session.indexOf(a) - session.indexOf(b))) report(key)
  // Rows that may not be touched are nobody's mistake.
  const isEdited = Object.values(model.judge.counts).some((count) => count > 0)
  return isEdited ? problems.concat(countProblems(model), ruleProblems(model)) : problems
}

/** What is wrong by now where a problem was; undefined when nothing is, and for what the grid cannot know by itself. */
export function problemNow(model: GridModel, { row, field, message }: Problem): string | undefined {
  if (row === undefined) {
    const known = [...countProblems(model), ...ruleProblems(model)].map((problem) => problem.message)
    return known.includes(message) ? message : isOfRule(model, message) ? undefined : countProblems(model)[0]?.message
  }
  const key = rowOfConflict(model.rows, row)
  const found = model.status(key).problems.get(field ?? '')
  return found ?? (field !== undefined && model.rows.isHere(key) ? lookUpWords(model.get(key, field)) : undefined)
}

function isOfRule(model: GridModel, message: string): boolean {
  return (model.form.rules ?? []).some((rule) => rule.message === message)
}

function lookUpWords(content: Content): string | undefined {
  return isUnsettled(content) && content.state === 'resolving' ? `“${content.raw}” is still being looked up` : undefined
}

function countProblems(model: GridModel): Problem[] {
  const { form } = model
  const count = model.count()
  const words = (limit: number) => `${limit} ${limit === 1 ? midSentence(form.singular) : midSentence(form.plural)}`
  if (count < form.minRows)
    return [{ inline: form.name, message: `At least ${words(form.minRows)} needed (there would be ${count})` }]
  if (form.maxRows !== null && count > form.maxRows)
    return [{ inline: form.name, message: `At most ${words(form.maxRows)} allowed (there would be ${count})` }]
  return []
}

function ruleProblems(model: GridModel): Problem[] {
  return (model.form.rules ?? []).flatMap(({ where, max, message }) => {
    const conditions = Object.entries(where)
    let count = 0
    for (const key of [...model.rows.savedKeys, ...model.rows.created])
      if (
        model.rows.isHere(key) &&
        !model.rows.isBlank(key) &&
        conditions.every(([field, value]) => storedScalar(model.get(key, field)) === value)
      )
        count += 1
    return count > max ? [{ inline: model.form.name, message }] : []
  })
}

/** Puts the server's problems on their rows. Answers with the rows; a row that is not here any more has none to put on. */
export function placeProblems(model: GridModel, problems: readonly Problem[]): RowKey[] {
  return problems.flatMap((problem) => {
    if (problem.inline !== model.form.name || problem.row === undefined) return []
    const key = rowOfConflict(model.rows, problem.row)
    // What the grid finds by itself goes away by itself.
    if (model.status(key).problems.get(problem.field ?? '') === problem.message) return []
    model.judge.addServerProblem(key, problem.field ?? '', problem.message)
    return [key]
  })
}
