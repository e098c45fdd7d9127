import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Asks for a password without showing it, twice on a terminal; from a pipe it is the first line. Throws when there is none. */
export async function readPassword(question: string): Promise<string> {
  const { stdin, stderr } = process
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output: nowhere, terminal: stdin.isTTY })
  lines.once('SIGINT', () => process.exit(130))
  const answers = lines[Symbol.asyncIterator]()
  const ask = async (text: string) => {
    if (stdin.isTTY) stderr.write(text)
    const answer = await answers.next()
    if (stdin.isTTY) stderr.write('\n')
    return answer.done ? '' : answer.value
  }
  try {
    const password = await ask(question)
    if (password === '') throw new Error('A password is missing: type one, or set THROUGHLINE_PASSWORD.')
    if (stdin.isTTY && (await ask('Once more: ')) !== password) throw new Error('The two are not the same.')
    return password
  } finally {
    lines.close()
  }
}
