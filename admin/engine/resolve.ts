import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '@/db/client'
import { type Related, textFault } from './form'
import { mailAddress } from './mail-address'
import { askingField, limitSql, lookupsAsked, type Place } from './options'
import { type Actor, rightsOf } from './permissions'
import { parsed, run } from './run'
import type { Site } from './site'
import { Source } from './source'
import { recordSql, titleSql } from './title'

/** What a pasted or typed text stands for. `candidates` are at most ten records of that name. */
export type Resolution =
  | { status: 'ok'; option: Related }
  | { status: 'ambiguous'; candidates: Related[] }
  | { status: 'unknown' }
  | { status: 'forbidden' }

const maxCandidates = 10
const maxLength = 500

/** How a match was made, best first: the natural key in the same case, the natural key, the title; both by an address. */
type Match = { place: number; rank: 0 | 1 | 2 | 3 | 4; record: string }

/**
 * The record that each text names: by natural key, else by its whole title, else by the address in it as natural key.
 * Case does not count, nor do spaces around a text, marks that nobody sees, and how accents are composed. One statement
 * for all texts. Every text is forbidden to a person who may not view the model, whether or not it names a record.
 */
export async function resolveTexts(
  db: Reader,
  site: Site,
  slug: string,
  actor: Actor,
  texts: readonly string[],
  limitTo?: Place,
): Promise<Record<string, Resolution>> {
  const model = site.modelAt(slug)
  if (!model || !rightsOf(site, actor, slug).view)
    return Object.fromEntries(texts.map((text) => [text, { status: 'forbidden' }]))
  const distinct = [...new Set(texts)]
  const asked = distinct.flatMap((text, place) => spellings(text).map((spelling) => [place, ...spelling]))
  if (asked.length === 0) return Object.fromEntries(distinct.map((text) => [text, { status: 'unknown' }]))

  const asking = askingField(site, slug, limitTo)
  const lookups = lookupsAsked(site, actor, model, asking)
  const matchesOf = (name: (source: Source) => SQL, rank: (source: Source) => SQL, which = sql``) => {
    const source = new Source(model.table)
    const [text, record] = [name(source), recordSql(site, source, lookups)]
    const limit = limitSql(source, asking?.options.limit)
    return sql`select asked.place, ${source.column('id')} as id, ${rank(source)} as rank, ${record}::text as record
      from asked, ${source.tables()} where lower(${text}) = lower(asked.text)${which}${limit ? sql` and ${limit}` : sql``}`
  }
  const { naturalKey } = model
  const byKey =
    naturalKey === undefined
      ? sql``
      : sql`${matchesOf(
          (source) => sql`${source.column(naturalKey)}::text`,
          (source) => sql`asked.rank + case when ${source.column(naturalKey)}::text = asked.text then 0 else 1 end`,
        )} union `
  const byTitle = matchesOf(
    (source) => titleSql(site, source),
    () => sql`2`,
    sql` and asked.rank = 0`,
  )
  const matches = await run<Match>(
    db,
    sql`with asked as materialized (
      select (value ->> 0)::int as place, value ->> 1 as text, (value ->> 2)::int as rank from json_array_elements(${JSON.stringify(asked)}::text::json)
    ), found as (${byKey}${byTitle}), numbered as (
      select place, rank, record, row_number() over (partition by place, rank order by id) as number from found
    )
    select place, rank, record from numbered where number <= ${maxCandidates} order by place, rank, number`,
  )
  const byPlace = new Map<number, Match[]>()
  for (const match of matches) byPlace.set(match.place, [...(byPlace.get(match.place) ?? []), match])
  return Object.fromEntries(distinct.map((text, place) => [text, resolutionOf(byPlace.get(place) ?? [])]))
}

function resolutionOf(matches: readonly Match[]): Resolution {
  const [first] = matches
  if (!first) return { status: 'unknown' }
  const candidates = matches.filter(({ rank }) => rank === first.rank).map(({ record }) => parsed<Related>(record))
  const [option, second] = candidates
  return option && !second ? { status: 'ok', option } : { status: 'ambiguous', candidates }
}

/** What comes along with a copied text and nobody sees: soft hyphens, marks of no width, marks of direction. */
const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g

/**
 * The ways in which the database may hold a text, and the rank of a match by the natural key; none for a text that can
 * not be the name of anything.
 */
function spellings(text: string): [spelling: string, rank: 0 | 3][] {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > maxLength || textFault(trimmed) !== undefined) return []
  const visible = trimmed.replace(unseen, '').trim() || trimmed
  const address = mailAddress(visible)
  const composed = (texts: string[]) =>
    new Set(texts.flatMap((each) => [each.normalize('NFC'), each.normalize('NFD'), each]))
  return [
    ...[...composed([trimmed, visible])].map((each): [string, 0] => [each, 0]),
    ...[...composed(address === undefined ? [] : [address])].map((each): [string, 3] => [each, 3]),
  ]
}
