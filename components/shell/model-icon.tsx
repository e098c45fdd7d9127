import {
  BookOpen,
  Boxes,
  ClipboardCheck,
  Contact,
  Database,
  FileText,
  GraduationCap,
  KeyRound,
  Network,
  Shapes,
  Table2,
  Tag,
  UserRound,
  UsersRound,
} from 'lucide-react'

const icons: Record<string, typeof Table2> = {
  students: GraduationCap,
  courses: BookOpen,
  enrollments: ClipboardCheck,
  'database-modules': Boxes,
  'database-configs': Database,
  contacts: Contact,
  'contact-departments': Network,
  categories: Shapes,
  articles: FileText,
  tags: Tag,
  users: UserRound,
  groups: UsersRound,
  permissions: KeyRound,
}

/** The sign of a model in navigation; a model without one of its own has the sign of a table. */
export function ModelIcon({ slug }: { slug: string }) {
  const Icon = (Object.hasOwn(icons, slug) && icons[slug]) || Table2
  return <Icon aria-hidden />
}
