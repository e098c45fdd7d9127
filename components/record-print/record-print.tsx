import { ArrowLeft } from 'lucide-react'
import type { InlineForm, InlineRows, RecordPage, Related } from '@/admin/engine/form'
import { asStored } from '@/components/inline-grid/order/arrange'
import { queryText, readArrangement, withArrangement } from '@/components/inline-grid/order/arrangement-address'
import { RecordValues } from '@/components/record-form/record-values'
import { ButtonLink } from '@/components/ui/button-link'
import { Moment } from '@/components/ui/moment'
import { PageHeader } from '@/components/ui/page-header'
import { arrangedRows } from './arranged-rows'
import { askedWords } from './asked-words'
import { PrintButton } from './print-button'
import { PrintTable } from './print-table'

type RecordPrintProps = {
  page: RecordPage
  /** Which part of the rows this is, counted from 1, of how many, and how many rows each holds. */
  part: number
  parts: number
  perPart: number
  /** The moment at which it was read. */
  at: string
  /** The query of its address, which says what is asked of the grids. */
  query: string
}

/** A record with all its rows as plain tables: for paper, and for a browser without scripts. */
export function RecordPrint({ page, part, parts, perPart, at, query }: RecordPrintProps) {
  const { form, record, inlines, picks } = page
  const asked = new URLSearchParams(query)
  asked.delete('part')
  const self = `/${form.model}/${record?.id}`
  const href = `${self}${queryText(asked)}`
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: form.plural, list: form.model }]}
        title={record?.title ?? ''}
        actions={
          <div className="flex gap-2 print:hidden">
            <ButtonLink kind="quiet" href={href} icon={<ArrowLeft aria-hidden />}>
              Back to the record
            </ButtonLink>
            <PrintButton />
          </div>
        }
      />
      <div className="flex flex-col gap-6 px-gutter pb-12 print:block">
        <p className="text-muted text-sm print:mb-4">
          As of <Moment iso={at} show="both" /> UTC
        </p>
        {part === 1 ? (
          <>
            <RecordValues fields={form.fields} cells={record?.cells ?? {}} />
            {form.picks.map(({ name, label }) => (
              <Links key={name} label={label} links={picks[name] ?? []} />
            ))}
          </>
        ) : null}
        {form.inlines.map((inline) => (
          <Rows
            key={inline.name}
            inline={inline}
            rows={arrangedRows(
              inline,
              inlines[inline.name] ?? { rows: '[]', total: 0 },
              readArrangement(inline.name, inline.fields, asked),
            )}
            from={(part - 1) * perPart}
            all={`${self}/print${withArrangement(String(asked), inline.name, inline.fields, asStored)}`}
          />
        ))}
        {parts > 1 ? <Parts print={`${self}/print`} asked={asked} part={part} parts={parts} /> : null}
      </div>
    </>
  )
}

function Links({ label, links }: { label: string; links: readonly Related[] }) {
  return (
    <section aria-label={label}>
      <h2 className="font-medium text-muted text-sm">{label}</h2>
      {links.length === 0 ? <p className="text-faint">None</p> : null}
      <ul className="columns-[14rem] gap-x-6">
        {links.map(([id, title]) => (
          <li key={id}>{title}</li>
        ))}
      </ul>
    </section>
  )
}

type RowsProps = {
  inline: InlineForm
  rows: InlineRows
  from: number
  /** Where all rows are, in the order that they have without any other. */
  all: string
}

function Rows({ inline, rows, from, all }: RowsProps) {
  const { total } = rows
  const found = rows.asked?.found ?? total
  if (!inline.can.view || (from > 0 && from >= found)) return null
  const heading = `rows-${inline.name}`
  return (
    <section aria-labelledby={heading}>
      <h2 className="pb-2 font-semibold text-base">
        <span id={heading}>{inline.maxRows === 1 ? inline.singular : inline.plural}</span>{' '}
        <span className="ml-0.5 font-normal text-muted tabular-nums">
          {found === total ? '' : `${found.toLocaleString('en')} of `}
          {total.toLocaleString('en')}
        </span>
      </h2>
      {rows.asked ? (
        <p className="flex flex-wrap items-center gap-x-3 pb-2 text-muted text-sm">
          {askedWords(inline.fields, rows.asked)}
          <ButtonLink kind="quiet" size="small" className="print:hidden" prefetch={false} href={all}>
            {found === total ? 'First order' : `Show all ${total.toLocaleString('en')}`}
          </ButtonLink>
        </p>
      ) : null}
      {found === 0 ? (
        <p className="text-muted text-sm">None</p>
      ) : (
        <PrintTable inline={inline} rows={rows.rows} from={from} labelledBy={heading} />
      )}
    </section>
  )
}

type PartsProps = { print: string; asked: URLSearchParams; part: number; parts: number }

/** Very many rows are printed one part after the other. */
function Parts({ print, asked, part, parts }: PartsProps) {
  const to = (number: number) => `${print}${queryText(new URLSearchParams([...asked, ['part', String(number)]]))}`
  return (
    <nav aria-label="Parts" className="flex flex-wrap items-center gap-2 text-sm">
      <span className="text-muted tabular-nums">
        Part {part} of {parts}
      </span>
      {part > 1 ? (
        <ButtonLink size="small" className="print:hidden" prefetch={false} href={to(part - 1)}>
          Previous part
        </ButtonLink>
      ) : null}
      {part < parts ? (
        <ButtonLink size="small" className="print:hidden" prefetch={false} href={to(part + 1)}>
          Next part
        </ButtonLink>
      ) : null}
    </nav>
  )
}
