import { expect, type Locator, type Page } from '@playwright/test'

/** Goes to an address and waits until the page answers to the hand: what is typed before that is nobody's. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await isAlive(page)
}

/** React has taken over the whole document, effects included, and what waits for the first use has started. */
export async function isAlive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const isTaken = (element: Element) => Object.keys(element).some((key) => key.startsWith('__reactProps'))
    globalThis.firstUse?.use()
    const waiting = document.querySelector('[data-first-use] > *')
    return isTaken(document.documentElement) && (!waiting || isTaken(waiting))
  })
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
}

/** The detail page of a record: its own fields, its grids, its save bar. */
export class DetailPage {
  constructor(readonly page: Page) {}

  /** `id` is a record's or "new". */
  async open(slug: string, id: number | string): Promise<this> {
    await visit(this.page, `/${slug}/${id}`)
    await expect(this.heading()).toBeVisible()
    return this
  }

  heading(name?: string): Locator {
    return this.page.getByRole('heading', { level: 1, name, exact: true })
  }

  /** One of the record's own fields: not the list that a search opens under the same name. */
  field(label: string): Locator {
    const main = this.page.getByRole('main')
    const named = { name: label, exact: true }
    return main.getByRole('textbox', named).or(main.getByRole('combobox', named)).or(main.getByRole('checkbox', named))
  }

  grid(name: string): Grid {
    return new Grid(this.page, name)
  }

  /** The chips of a standard many-to-many relation. */
  chips(label: string): Locator {
    return this.page.getByRole('list', { name: `Chosen ${label.toLowerCase()}` }).getByRole('listitem')
  }

  /** Searches in a relation field or a pick of the record and takes the option whose name begins with the text. */
  async choose(label: string, text: string): Promise<void> {
    await this.field(label).click()
    await this.field(label).fill(text)
    await this.page.getByRole('option', { name: startsWith(text) }).click()
  }

  button(name: 'Save' | 'Save and continue editing' | 'Save and add another'): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** Presses Save, which leads to the list. */
  async save(): Promise<void> {
    await this.button('Save').click()
    await expect(this.message()).toContainText('Saved')
    await expect(this.page.getByRole('table')).toBeVisible()
  }

  /** Saves and stays; resolves once the page says that it is saved. */
  async saveAndContinue(): Promise<void> {
    await this.button('Save and continue editing').click()
    await this.isSaved()
  }

  async isSaved(): Promise<void> {
    await expect(this.message()).toContainText('Saved')
    await expect(this.page.getByText('No unsaved changes')).toBeVisible()
  }

  /** What the page says after something succeeded. */
  message(): Locator {
    return this.page.getByRole('status').filter({ hasText: /\S/ }).first()
  }

  /** The summary of a refused save. */
  problems(): Locator {
    return this.page.getByRole('alert').filter({ hasText: 'Nothing was saved' })
  }

  conflicts(): Locator {
    return this.page.getByRole('region', { name: 'Conflicts' })
  }

  /** How many unsaved changes the save bar counts. */
  unsaved(count: number): Locator {
    return this.page.getByText(
      count === 0
        ? 'No unsaved changes'
        : `${count.toLocaleString('en')} unsaved ${count === 1 ? 'change' : 'changes'}`,
      { exact: true },
    )
  }
}

/** The grid of an inline. A row is named by its row header; the blank one "New enrollment". */
export class Grid {
  readonly table: Locator

  constructor(
    readonly page: Page,
    readonly name: string,
  ) {
    this.table = page.getByRole('grid', { name, exact: true })
  }

  /** All rows with a row header: those of records, new ones and the blank one. */
  rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('rowheader') })
  }

  row(title: string): Locator {
    const blank = this.table.getByRole('row', { name: title, exact: true })
    const titled = this.table
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name: title, exact: true }) })
    return blank.or(titled)
  }

  /** The cell of a column. A column is named by its header. */
  async cell(row: string | Locator, column: string): Promise<Locator> {
    const headers = await this.table.getByRole('columnheader').allTextContents()
    const at = headers.findIndex((text) => text.replace('*', '').trim() === column)
    if (at < 0) throw new Error(`${this.name} has no column ${column}: ${headers.join(', ')}`)
    const found = typeof row === 'string' ? this.row(row) : row
    return found.getByRole('gridcell').or(found.getByRole('rowheader')).nth(at)
  }

  /** The editor of a cell: of the row as it is named while it is open. */
  editor(column: string, row: string): Locator {
    return this.page.getByLabel(`${column}, ${row}`, { exact: true })
  }

  /** Puts the focus on a cell, as a press on it does; a second press would open its editor. */
  async focus(row: string | Locator, column: string): Promise<Locator> {
    const cell = await this.cell(row, column)
    if (!(await cell.evaluate((element) => element === document.activeElement))) await cell.click()
    await expect(cell).toBeFocused()
    return cell
  }

  /** Presses a column's header, which sorts by it. */
  async sort(column: string): Promise<void> {
    await this.table
      .getByRole('columnheader', { name: startsWith(column) })
      .getByRole('button')
      .click()
  }

  /** The cells that look selected. */
  selected(): Locator {
    return this.table.locator('td[aria-selected=true], th[aria-selected=true]')
  }

  /** What was last said to assistive technology. */
  voice(): Locator {
    return this.page.getByRole('region', { name: this.name, exact: true }).locator('[aria-live=polite]')
  }

  /** Types into a cell what a person would, and Enter. */
  async type(row: string | Locator, column: string, text: string): Promise<void> {
    await this.focus(row, column)
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
  }

  /** Searches in a relation cell and takes the option whose name begins with the text, by keyboard. */
  async choose(row: string | Locator, column: string, text: string): Promise<void> {
    await this.focus(row, column)
    await this.page.keyboard.type(text)
    await expect(this.page.getByRole('option', { name: startsWith(text) }).first()).toBeVisible()
    await this.page.keyboard.press('Enter')
  }

  async delete(row: string): Promise<void> {
    await this.page.getByRole('button', { name: `Delete ${row}`, exact: true }).click()
  }

  async restore(row: string): Promise<void> {
    await this.page.getByRole('button', { name: `Restore ${row}`, exact: true }).click()
  }
}

export const startsWith = (text: string) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)
