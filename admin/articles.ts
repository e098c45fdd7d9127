import { articles, articleTags } from '@/db/schema/articles'
import { model, pick } from './engine/define'

export default model(articles, {
  title: 'title',
  group: 'Writing',
  list: { columns: ['title'], search: ['title', 'body'], sort: 'title' },
  fields: ['title', 'body'],
  options: { body: { widget: 'textarea' } },
  picks: [pick(articleTags, { parent: 'articleId', far: 'tagId' })],
})
