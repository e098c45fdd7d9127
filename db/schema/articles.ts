import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, unique, varchar } from 'drizzle-orm/pg-core'
import { id, reference } from './columns'

export const articles = pgTable(
  'articles',
  {
    id: id(),
    title: varchar('title', { length: 200 }).notNull(),
    body: text('body').notNull().default(''),
  },
  (table) => [
    index('articles_title_index').on(table.title, table.id),
    check('articles_title_not_blank', sql`${table.title} ~ '\\S'`),
    check('articles_body_length', sql`char_length(${table.body}) <= 100000`),
  ],
)

export const tags = pgTable(
  'tags',
  {
    id: id(),
    name: varchar('name', { length: 100 }).notNull(),
  },
  (table) => [unique('tags_name_key').on(table.name), check('tags_name_not_blank', sql`${table.name} ~ '\\S'`)],
)

export const articleTags = pgTable(
  'article_tags',
  {
    id: id(),
    articleId: reference('article_id')
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    tagId: reference('tag_id')
      .notNull()
      .references(() => tags.id, { onDelete: 'cascade' }),
  },
  (table) => [
    unique('article_tags_pair_key').on(table.articleId, table.tagId),
    index('article_tags_tag_index').on(table.tagId),
  ],
)
