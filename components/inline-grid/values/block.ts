import type { Field } from '@/admin/engine/form'
import type { Content } from './content'

/** What is known of a column whose cells were copied, to tell whether they fit another one as they are. */
export type CopiedColumn = { name: string; kind: Field['kind']; model?: string }

/** The exact form of copied cells: it travels in an attribute of the HTML table and keeps the ids of relations. */
export type InnerBlock = { columns: CopiedColumn[]; cells: Content[][] }

/** A block of cells on its way into a grid: texts, and their exact form where they come from a grid. */
export type Block = { texts: string[][]; inner?: InnerBlock }
