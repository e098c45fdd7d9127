import type { RowKey } from '@/admin/engine/batch'
import type { Field, InlineForm } from '@/admin/engine/form'
import {
  type Arranged,
  type Arrangement,
  arrange,
  asStored,
  isFiltered,
  type Readable,
} from '@/components/inline-grid/order/arrange'
import { evictWindows } from '@/components/inline-grid/order/evict-windows'
import { type Head, RowOrder } from '@/components/inline-grid/order/row-order'
import { RowSlots } from '@/components/inline-grid/order/row-slots'
import { RowTexts } from '@/components/inline-grid/order/row-texts'
import { type LoadRows, RowWindows, type WindowAnswer } from '@/components/inline-grid/order/row-windows'
import { isIn, type Stretch } from '@/components/inline-grid/order/stretch'
import type { StoredRow } from '@/components/inline-grid/rows/edit-rows'
import { EditedRows } from '@/components/inline-grid/rows/edited-rows'
import { Listeners, type Nearness } from '@/components/inline-grid/rows/listeners'
import { newRowKey } from '@/components/inline-grid/rows/row-key'
import type { Work } from '@/components/inline-grid/rows/slices'
import type { Resolve } from '@/components/inline-grid/rows/text-resolver'

/** More rows than are here: how many, and how they are read. `arranged`: those that are here are the first ones so arranged. */
type LongList = {
  total: number
  load: LoadRows
  counting?: Promise<number | null>
  arranged?: { arrangement: Arrangement; found: number }
}

/** Rows that are stored since a moment, and rows that are not stored any more. */
export type Turnover = { readonly come: readonly RowKey[]; readonly gone: readonly RowKey[] }

const noTurnover: Turnover = { come: [], gone: [] }

/** The rows of a grid in the order they are shown: stored ones as arranged, new ones, blank ones, however many there are. */
export class GridModel extends EditedRows implements Readable {
  readonly order = new RowOrder()
  arrangement: Arrangement = asStored
  /** Reads the rows of a long list; undefined where all rows are here. */
  readonly windows: RowWindows | undefined
  /** How many rows are stored, whether they are here or not; as long as they are not counted, there are more. */
  private storedTotal: number
  isCounted: boolean
  /** Answers how many rows are stored, where they were not counted when the page was made. */
  readonly counting: Promise<number | null> | undefined
  /** The server has not answered yet which rows there are in this order, or for this search. */
  isSearching = false
  /** Called when rows of a long list have come. */
  onWindow: ((isFirst: boolean) => void) | undefined
  /** Rows that the filter would hide but for their unsaved changes. */
  kept: ReadonlySet<RowKey> = new Set()
  /** Whether an edit since may have made the order or the filter's result another one. */
  isOutOfDate = false
  /** Counts how often all rows were ordered or filtered anew. */
  arrangements = 0
  /** Counts how often rows came, went or moved. */
  orderVersion = 0
  /** The rows that somebody is at: wherever they stand, they stay on the page. */
  atHand: () => RowKey[] = () => []
  /** Which rows the window shows; undefined where that is not known. */
  inSight: (() => Stretch | undefined) | undefined
  private readonly blanks: RowKey[] = []
  private readonly orderListeners = new Listeners()
  private readonly texts = new RowTexts(this)
  private hasParent = true
  /** Rows of a long list that are shown below it, because their place in it is not known. */
  private pinned: readonly RowKey[] = []
  /** New rows that were there when a filter by state was applied and are not in that state. */
  private hidden: ReadonlySet<RowKey> = new Set()

  constructor(
    form: InlineForm,
    stored: readonly StoredRow[],
    resolve: Resolve,
    /** More rows are stored than the page was loaded with: the rest is read in windows. */
    long?: LongList,
  ) {
    super(form, stored, resolve)
    this.storedTotal = long?.total ?? stored.length
    this.counting = long?.counting
    this.isCounted = this.counting === undefined
    if (!long) {
      this.lay([...this.rows.savedKeys])
      return
    }
    this.arrangement = long.arranged?.arrangement ?? asStored
    const slots = new RowSlots(long.arranged?.found ?? long.total)
    slots.put(0, this.rows.savedKeys)
    this.windows = new RowWindows(
      long.load,
      () => this.arrangement,
      (place) => place >= this.order.shown || this.order.keyAt(place) !== undefined,
      (answer) => this.takeWindow(answer),
      () => this.tell(),
    )
    this.lay(slots)
  }

  /** Adds blank rows at the end, as far as the grid's limit allows; answers with their keys. */
  addBlanks(count: number): RowKey[] {
    const room = Math.min(count, this.room() - this.blanks.length)
    const keys = Array.from({ length: Math.max(0, room) }, newRowKey)
    this.blanks.push(...keys)
    if (keys.length > 0) this.lay(this.order.head)
    return keys
  }

  /** The relation that every row needs and that this person may not look up: without it no row can be added. */
  get unreachable(): Field | undefined {
    return this.form.fields.find(
      (field) => field.kind === 'relation' && field.required && !field.readOnly && !field.searchable,
    )
  }

  /** The stored rows have been counted; null: they could not be, and reading some of them says how many there are. */
  takeCount(total: number | null): void {
    const { head } = this.order
    if (this.isCounted || !(head instanceof RowSlots)) return
    if (total === null) {
      this.apply(this.arrangement)
      return
    }
    this.isCounted = true
    this.storedTotal = total
    head.resize(total)
    this.lay(head)
    this.tell()
  }

  /** How many more rows the grid may have. */
  room(): number {
    if (!this.form.can.add || this.unreachable || !this.hasParent) return 0
    return this.form.maxRows === null ? Number.POSITIVE_INFINITY : Math.max(0, this.form.maxRows - this.count())
  }

  /** How many rows the record has now, new ones included. */
  get total(): number {
    return this.storedTotal + this.judge.counts.created
  }

  /** How many rows are stored. */
  get storedCount(): number {
    return this.storedTotal
  }

  /** How many stored rows are shown only because of their unsaved changes. */
  get keptCount(): number {
    if (this.order.head instanceof RowSlots) return this.pinned.length
    let count = 0
    for (const key of this.kept) if (this.rows.isSaved(key)) count += 1
    return count
  }

  /** How many stored rows match the search and the filters. */
  get found(): number {
    return this.order.head instanceof RowSlots ? this.order.shown : this.order.shown - this.keptCount
  }

  /** The first row that matches; undefined when none does, or when it has not been read. */
  get firstFound(): RowKey | undefined {
    const { head } = this.order
    if (head instanceof RowSlots) return head.length === 0 ? undefined : head.keyAt(0)
    return head.find((key) => !this.kept.has(key))
  }

  /** Whether rows that match have not been read. */
  get hasUnread(): boolean {
    const { head } = this.order
    return head instanceof RowSlots && head.known < head.length
  }

  get isParentChosen(): boolean {
    return this.hasParent
  }

  /** How many rows there will be after a save. */
  count(): number {
    let blank = 0
    for (const key of this.rows.created) if (this.rows.isBlank(key)) blank += 1
    return this.storedTotal - this.rows.deleted.size + this.rows.created.length - blank
  }

  /** Without the record that its rows belong to, a grid offers no blank rows. */
  setParent(hasParent: boolean): void {
    if (this.hasParent === hasParent) return
    this.hasParent = hasParent
    this.lay(this.order.head)
    this.tell()
  }

  searchText(key: RowKey): string {
    return this.texts.of(key)
  }

  /** Makes the first search of the rows that are here as quick as the next. */
  preparingSearch(): Work<void> {
    return this.texts.preparing(this.windows ? [] : [...this.rows.savedKeys])
  }

  /** Orders and filters by what the cells hold now. */
  apply(arrangement: Arrangement): void {
    const { only } = this.arrangement
    this.arrangement = arrangement
    this.arrangements += 1
    const isRemote = this.windows && arrangement.only === null
    const arranged = isRemote ? this.keptOf(arrangement) : arrange(this.localKeys(), arrangement, this)
    const tagged = new Set([...this.kept, ...arranged.kept])
    this.kept = arranged.kept
    this.isOutOfDate = false
    const { created } = this.rows
    const found =
      arrangement.only === null ? created : arrange(created, { ...asStored, only: arrangement.only }, this).keys
    const visible = new Set(found)
    this.hidden = new Set(created.filter((key) => !visible.has(key)))
    if (isRemote) {
      this.pinned = [...arranged.kept]
      // The old length stands until the server says how many there are now.
      this.lay(new RowSlots(only === null ? this.order.shown : this.storedTotal))
      this.isSearching = true
      this.windows?.restart()
    } else {
      this.pinned = []
      this.isSearching = false
      this.windows?.rest()
      this.lay(arranged.keys)
    }
    this.wake(tagged)
    this.tell()
  }

  /** Of a long list only the rows with a state can be arranged here; of any other, all. */
  private localKeys(): RowKey[] {
    if (!this.windows) return this.rows.savedKeys
    return [...this.judge.touched()].filter((key) => this.rows.isSaved(key))
  }

  /** In a long list the server searches; what it cannot know are the unsaved rows that the search would hide. */
  private keptOf(arrangement: Arrangement): Arranged {
    if (!isFiltered(arrangement)) return { keys: [], kept: new Set() }
    return arrange(
      [...this.judge.touched()].filter((key) => this.rows.isSaved(key)),
      arrangement,
      this,
    )
  }

  /**
   * Rows of a long list have come. What is edited here keeps the values that the edit was made from. Answers whether rows
   * came or went since others were read.
   */
  private takeWindow({ offset, rows, total }: WindowAnswer): boolean {
    const { head } = this.order
    if (!(head instanceof RowSlots)) return false
    const keys = rows.map((row) => this.rows.keyOf(row[0]))
    rows.forEach((row, index) => {
      const key = keys[index]!
      if (!this.rows.patches.has(key) && !this.rows.deleted.has(key)) this.rows.store(key, row)
    })
    const isFirst = this.isSearching
    const isOther = !isFirst && this.isCounted && total !== head.length
    if (!isFiltered(this.arrangement)) {
      this.storedTotal = total
      this.isCounted = true
    }
    this.isSearching = false
    const displaced = [...head.resize(total), ...head.put(offset, keys)]
    this.pin(displaced)
    this.forgetRows(evictWindows(head, offset, this.atHand()))
    this.wake(this.judge.judge(keys))
    this.lay(head)
    this.tell()
    this.onWindow?.(isFirst)
    return isOther
  }

  /** Keeps those of some rows without a place on the page that are not as they are stored, or that somebody is at. */
  private pin(keys: readonly RowKey[]): void {
    const { head } = this.order
    const near = new Set(this.atHand())
    const wanted = keys.filter((key) => this.rows.isSaved(key) && (near.has(key) || this.status(key).change !== 'none'))
    const isAway = (key: RowKey) => !(head instanceof RowSlots) || head.placeOf(key) < 0
    this.pinned = [...new Set([...this.pinned, ...wanted])].filter(isAway)
  }

  /** Forgets stored rows that can be read again, but for those that an edit, an undo or a redo needs. */
  private forgetRows(keys: readonly RowKey[]): void {
    if (keys.length === 0) return
    const needed = new Set(this.atHand())
    for (const { key } of this.log.ops()) needed.add(key)
    const gone = new Set(
      keys.filter((key) => {
        const { change, problems, conflicts } = this.status(key)
        return change === 'none' && problems.size + conflicts.size === 0 && !needed.has(key)
      }),
    )
    for (const key of gone) this.rows.stored.delete(key)
    this.judge.judge(gone)
    this.rows.dropFromOrder(gone)
  }

  /**
   * Reads the rows of a long list anew, because the server changed them; `grown` is how many more are stored. What is edited
   * here keeps the values that it was made from.
   */
  reread(grown: number): void {
    if (!this.windows) return
    this.storedTotal += grown
    this.forgetRows(this.rows.savedKeys)
    this.apply(this.arrangement)
  }

  /** Shows rows that the filter hides, where the present order ends. */
  reveal(keys: readonly RowKey[]): void {
    const away = new Set(
      keys.filter((key) => this.order.indexOf(key) < 0 && (this.rows.isSaved(key) || this.rows.isHere(key))),
    )
    if (away.size === 0) return
    this.hidden = new Set([...this.hidden].filter((key) => !away.has(key)))
    const { head } = this.order
    const stored = [...away].filter((key) => this.rows.isSaved(key))
    this.kept = new Set([...this.kept, ...stored])
    if (head instanceof RowSlots) this.pinned = [...this.pinned, ...stored]
    this.lay(head instanceof RowSlots ? head : [...head, ...stored])
    this.tell()
  }

  /** Draws rows again whose cells of a column are named differently now. */
  redraw(field: string, keys: Iterable<RowKey>): void {
    this.fieldChanged(field)
    this.refresh(keys)
  }

  /** Judges and redraws rows after something other than a gesture changed them; some are stored since, or not any more. */
  refresh(keys: Iterable<RowKey>, { come, gone }: Turnover = noTurnover): void {
    this.sequence += 1
    const touched = [...keys]
    this.wake(this.judge.judge(touched))
    this.storedTotal = this.windows ? this.storedTotal + come.length - gone.length : this.rows.savedKeys.length
    const { head } = this.order
    this.lay(head instanceof RowSlots ? this.slotsAfter(head, touched, { come, gone }) : this.listAfter(head, touched))
    this.tell()
  }

  /** Where rows went whose places are not known, so have those below them moved: they are read again. */
  private slotsAfter(head: RowSlots, touched: readonly RowKey[], { come, gone }: Turnover): RowSlots {
    const away = gone.filter((key) => head.placeOf(key) < 0)
    head.remove(new Set(gone))
    head.append(come)
    this.pinned = this.pinned.filter((key) => this.rows.isSaved(key))
    if (isFiltered(this.arrangement)) this.pin(touched)
    else this.pin(head.resize(this.storedTotal))
    if (away.length > 0) this.windows?.outdate()
    return head
  }

  /** The stored rows in their order after some of them came or went. */
  private listAfter(head: readonly RowKey[], touched: readonly RowKey[]): RowKey[] {
    const shown = new Set(head)
    const arranged = head.filter((key) => this.rows.isSaved(key))
    for (const key of touched) if (this.rows.isSaved(key) && !shown.has(key)) arranged.push(key)
    return arranged
  }

  /** Calls back when rows come, go or move. */
  subscribeOrder(listener: () => void): () => void {
    return this.orderListeners.add(listener)
  }

  /** What tells rows that are in sight from others, as the window stands now; undefined where that is not known. */
  nearness: Nearness = () => {
    const sight = this.inSight?.()
    return sight && ((key) => isIn(sight, this.order.indexOf(key)))
  }

  protected rowsMoved(keys: readonly RowKey[]): void {
    for (const key of keys) {
      const blank = this.blanks.indexOf(key)
      if (blank >= 0 && this.rows.isHere(key)) this.blanks.splice(blank, 1)
    }
    this.lay(this.order.head)
  }

  protected fieldChanged(field: string): void {
    const { sort, words, values, only } = this.arrangement
    if (sort?.field === field || words.trim() !== '' || only !== null || Object.hasOwn(values, field))
      this.isOutOfDate = true
  }

  private lay(head: Head): void {
    const room = this.room()
    const wanted = Math.min(Math.max(this.blanks.length, this.form.extra), room)
    while (this.blanks.length < wanted) this.blanks.push(newRowKey())
    const created =
      this.hidden.size === 0 ? this.rows.created : this.rows.created.filter((key) => !this.hidden.has(key))
    this.order.lay(head, this.pinned, created, this.blanks.slice(0, wanted))
    this.orderVersion += 1
    this.orderListeners.tell()
  }
}
