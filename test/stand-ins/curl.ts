/**
 * `curl` for the examples of the documentation, where there may be none: the few options they use, read as a shell
 * would read them, and carried out by `fetch`. An option that is not known here is a mistake of the example.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What one example answers; rejects where the server refuses, as `--fail-with-body` does. */
export async function curl(example: string, env: Readonly<Record<string, string>>, directory: string): Promise<string> {
  const [command, ...words] = shellWords(example, env);
  if (command !== 'curl') throw new Error(`no example of curl: ${example}`);
  const asked = optionsOf(words);
  const answer = await fetch(asked.url, {
    method: asked.method ?? (asked.body === undefined ? 'GET' : 'POST'),
    headers: asked.headers,
    ...(asked.body !== undefined && { body: asked.body }),
  });
  if (!answer.ok) throw new Error(`${answer.status} for ${example}: ${await answer.text()}`);
  if (asked.file === undefined) return answer.text();
  await writeFile(join(directory, asked.file), Buffer.from(await answer.arrayBuffer()));
  return '';
}

interface Asked {
  url: string;
  method?: string;
  body?: string;
  file?: string;
  readonly headers: Record<string, string>;
}

function optionsOf(words: readonly string[]): Asked {
  const asked: Asked = { url: '', headers: {} };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const value = () => words[++at] ?? '';
    if (word === '-sS' || word === '--fail-with-body') continue;
    if (word === '-X') asked.method = value();
    else if (word === '-d') asked.body = value();
    else if (word === '-o') asked.file = value();
    else if (word === '-H') {
      const [name = '', ...rest] = value().split(':');
      asked.headers[name.trim()] = rest.join(':').trim();
    } else if (word.startsWith('-')) throw new Error(`the examples are not to use ${word}`);
    else asked.url = word;
  }
  return asked;
}

/** Words apart by spaces; `'…'` as it stands, `"…"` with its variables filled in. */
function shellWords(line: string, env: Readonly<Record<string, string>>): readonly string[] {
  const filled = (text: string) => text.replaceAll(/\$([A-Z]+)/g, (_, name: string) => env[name] ?? '');
  return Array.from(line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g), ([, plain, quoted, bare]) => plain ?? filled(quoted ?? bare ?? ''));
}
