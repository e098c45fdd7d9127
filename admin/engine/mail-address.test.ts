import { expect, test } from 'vitest'
import { mailAddress } from './mail-address'

test.each([
  ['mailto:ana@example.org', 'ana@example.org'],
  ['MAILTO:ana%2Blee@example.org?subject=Hello&body=x', 'ana+lee@example.org'],
  ['Ana Lee <ana@example.org>', 'ana@example.org'],
  ['"Lee, Ana" < ana@example.org >;', 'ana@example.org'],
  ['<ana@example.org>,', 'ana@example.org'],
  ['Ana Lee <mailto:ana@example.org>', 'ana@example.org'],
  ['ana@example.org', undefined],
  ['Ana Lee', undefined],
  ['Ana <Lee>', undefined],
  ['mailto:', undefined],
  ['mailto:%ff@example.org', undefined],
  ['mailto:ana@example.org,ben@example.org', undefined],
  ['Ana <ana@example.org>, Ben <ben@example.org>', undefined],
])('%s holds %s', (text, address) => {
  expect(mailAddress(text)).toBe(address)
})
