import { ArrowLeft } from 'lucide-react'
import type { InlineForm, InlineRows, RecordPage, Related } from '@/admin/engine/form'
import { RecordValues } from '@/components/record-form/record-values'
import { ButtonLink } from '@/components/ui/button-link'
import { Moment } from '@/components/ui/moment'
import { PageHeader } from '@/components/ui/page-header'
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
}

/** A record with all its rows as plain tables: for paper, and for a browser without scripts. */
export function RecordPrint({ page, part, parts, perPart, at }: RecordPrintProps) {
  const { form, record, inlines, picks } = page
  const href = `/${form.model}/${record?.id}`
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
          <Rows key={inline.name} inline={inline} rows={inlines[inline.name]} from={(part - 1) * perPart} />
        ))}
        {parts > 1 ? <Parts href={`${href}/print`} part={part} parts={parts} /> : null}
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

type RowsProps = { inline: InlineForm; rows: InlineRows | undefined; from: number }

function Rows({ inline, rows, from }: RowsProps) {
  const total = rows?.total ?? 0
  if (!inline.can.view || (from > 0 && from >= total)) return null
  const heading = `rows-${inline.name}`
  return (
    <section aria-labelledby={heading}>
      <h2 className="pb-2 font-semibold text-base">
        <span id={heading}>{inline.maxRows === 1 ? inline.singular : inline.plural}</span>
        <span className="ml-1.5 font-normal text-muted tabular-nums">{total.toLocaleString('en')}</span>
      </h2>
      {total === 0 ? (
        <p className="text-muted text-sm">None</p>
      ) : (
        <PrintTable inline={inline} rows={rows?.rows ?? '[]'} from={from} labelledBy={heading} />
      )}
    </section>
  )
}

/** Very many rows are printed one part after the other. */
function Parts({ href, part, parts }: { href: string; part: number; parts: number }) {
  return (
    <nav aria-label="Parts" className="flex flex-wrap items-center gap-2 text-sm">
      <span className="text-muted tabular-nums">
        Part {part} of {parts}
      </span>
      {part > 1 ? (
        <ButtonLink size="small" className="print:hidden" prefetch={false} href={`${href}?part=${part - 1}`}>
          Previous part
        </ButtonLink>
      ) : null}
      {part < parts ? (
        <ButtonLink size="small" className="print:hidden" prefetch={false} href={`${href}?part=${part + 1}`}>
          Next part
        </ButtonLink>
      ) : null}
    </nav>
  )
}
